//! Calculators that everyone knows.

use super::super::super::pattern::{Pattern, pattern};

/// A calculator that everyone knows. Inputs are `id|Label|unit|value`, results
/// `id|Label|formula|unit|digits`.
pub(super) struct Known {
    pub(super) title: &'static str,
    pub(super) tagline: &'static str,
    pub(super) inputs: &'static [&'static str],
    pub(super) results: &'static [&'static str],
}

#[expect(clippy::too_many_lines, reason = "a table of words, one after another")]
pub(super) fn known(text: &str) -> Option<Known> {
    let is = |pattern: &Pattern| pattern.is_match(text);
    let (title, tagline, inputs, results): (_, _, &[&str], &[&str]) = if is(pattern!(
        r"\b(tips?|gratuity)\b|\bsplit\w* (?:the |a )?(?:bill|check)|bill split"
    )) {
        (
            "Tip Calculator",
            "Fair for the waiter, fair for your friends.",
            &["bill|Bill|money|50", "tip|Tip|percent|10", "people|People||2"],
            &[
                "perPerson|Each pays|(bill + bill * tip / 100) / people|money|2",
                "tipAmount|Tip amount|bill * tip / 100|money|2",
                "total|Total|bill + tipAmount|money|2",
            ],
        )
    } else if is(pattern!(r"\bbmi\b|body mass")) {
        (
            "BMI Calculator",
            "Weight and height in proportion.",
            &["weight|Weight|kg|70", "height|Height|cm|175"],
            &[
                "bmi|BMI|weight / ((height / 100) ^ 2)||1",
                "category|Category|bmi|bands|1",
                "from|Healthy weight from|18.5 * (height / 100) ^ 2|kg|1",
                "to|Healthy weight to|24.9 * (height / 100) ^ 2|kg|1",
            ],
        )
    } else if is(pattern!(r"\b(mortgage|loan|amorti[sz]ation|car finance|financing)\b")) {
        (
            "Loan Calculator",
            "What a loan costs, month by month.",
            &[
                "loanAmount|Loan amount|money|200000",
                "interestRate|Interest rate|percent|4",
                "years|Years|years|30",
            ],
            &[
                "monthlyPayment|Monthly payment|if(interestRate, loanAmount * (interestRate / 1200) / (1 - (1 + interestRate / 1200) ^ (0 - years * 12)), loanAmount / (years * 12))|money|2",
                "totalPaid|Total paid|monthlyPayment * years * 12|money|2",
                "totalInterest|Total interest|totalPaid - loanAmount|money|2",
            ],
        )
    } else if is(pattern!(r"\b(compound interest|savings?|investment|retirement)\b")) {
        (
            "Savings Calculator",
            "What patience makes of money.",
            &[
                "start|Starting amount|money|1000",
                "monthly|Monthly deposit|money|100",
                "interestRate|Interest rate|percent|5",
                "years|Years|years|10",
            ],
            &[
                "balance|Final balance|if(interestRate, start * (1 + interestRate / 1200) ^ (years * 12) + monthly * ((1 + interestRate / 1200) ^ (years * 12) - 1) / (interestRate / 1200), start + monthly * years * 12)|money|2",
                "deposited|Paid in|start + monthly * years * 12|money|2",
                "interest|Interest earned|balance - deposited|money|2",
            ],
        )
    } else if is(pattern!(r"\b(discount|sale price|percent off)\b")) {
        (
            "Discount Calculator",
            "What it costs in the sale.",
            &["price|Price|money|80", "discount|Discount|percent|20"],
            &[
                "finalPrice|Final price|price - price * discount / 100|money|2",
                "saved|You save|price * discount / 100|money|2",
            ],
        )
    } else if is(pattern!(r"\b(vat|sales tax|gst)\b")) {
        (
            "VAT Calculator",
            "With and without tax.",
            &["net|Net price|money|100", "rate|Tax rate|percent|20"],
            &["gross|Gross price|net + net * rate / 100|money|2", "tax|Tax|net * rate / 100|money|2"],
        )
    } else if is(pattern!(r"\b(fuel|petrol|gas mileage|road trip)\b")) {
        (
            "Fuel Cost Calculator",
            "What the trip costs.",
            &[
                "distance|Distance|km|300",
                "consumption|Consumption|l/100 km|6.5",
                "price|Price per litre|money|1.8",
            ],
            &[
                "cost|Fuel cost|distance / 100 * consumption * price|money|2",
                "litres|Fuel needed|distance / 100 * consumption|l|1",
            ],
        )
    } else if is(pattern!(r"\b(bmr|tdee|calorie needs?|daily calories)\b")) {
        (
            "Calorie Calculator",
            "What your body needs in a day.",
            &[
                "weight|Weight|kg|70",
                "height|Height|cm|175",
                "age|Age|years|30",
                "sex|Sex|sex|5",
                "activity|Activity|activity|1.375",
            ],
            &[
                "tdee|Calories a day|(10 * weight + 6.25 * height - 5 * age + sex) * activity|kcal|0",
                "bmr|At rest|10 * weight + 6.25 * height - 5 * age + sex|kcal|0",
            ],
        )
    } else if is(pattern!(r"\b(age|birthday) calculator|how old\b")) {
        (
            "Age Calculator",
            "How long it has been.",
            &["born|Date of birth|date|1990-01-01", "on|On this day|date|"],
            &[
                "years|Age in years|floor((on - born) / 365.2425)||0",
                "months|In months|floor((on - born) / 30.436875)||0",
                "days|In days|on - born||0",
            ],
        )
    } else if is(pattern!(r"\b(date difference|days between|date calculator)\b")) {
        (
            "Days Between",
            "From one date to another.",
            &["from|From|date|2026-01-01", "to|To|date|2026-12-31"],
            &["days|Days|to - from||0", "weeks|Weeks|(to - from) / 7||1"],
        )
    } else if is(pattern!(r"\b(margin|markup|profit)\b")) {
        (
            "Margin Calculator",
            "What is left of a price.",
            &["cost|Cost|money|40", "price|Selling price|money|60"],
            &[
                "profit|Profit|price - cost|money|2",
                "margin|Margin|(price - cost) / price * 100|percent|1",
                "markup|Markup|(price - cost) / cost * 100|percent|1",
            ],
        )
    } else if is(pattern!(r"\b(salary|hourly|wage|paycheck|pay rate)\b")) {
        (
            "Pay Calculator",
            "From the hour to the year.",
            &["rate|Hourly rate|money|25", "hours|Hours per week|h|40", "weeks|Weeks per year|weeks|52"],
            &[
                "weekly|Per week|rate * hours|money|2",
                "monthly|Per month|rate * hours * weeks / 12|money|2",
                "yearly|Per year|rate * hours * weeks|money|2",
            ],
        )
    } else if is(pattern!(r"\bpaint\b")) {
        (
            "Paint Calculator",
            "How much to buy.",
            &[
                "width|Wall width|m|5",
                "height|Wall height|m|2.5",
                "coats|Coats||2",
                "coverage|Coverage per litre|m²|10",
            ],
            &["litres|Paint needed|width * height * coats / coverage|l|2", "area|Area|width * height|m²|2"],
        )
    } else if is(pattern!(r"\b(percentage|percent) calculator\b")) {
        (
            "Percentage Calculator",
            "Parts of a whole.",
            &["part|Part||25", "whole|Whole||200"],
            &["percent|Percent|part / whole * 100|percent|2", "of|Part % of whole|part / 100 * whole||2"],
        )
    } else if is(pattern!(r"\broi\b|return on investment")) {
        (
            "ROI Calculator",
            "What an investment returns.",
            &["invested|Invested|money|1000", "returned|Returned|money|1250"],
            &[
                "roi|ROI|(returned - invested) / invested * 100|percent|1",
                "gain|Gain|returned - invested|money|2",
            ],
        )
    } else if is(pattern!(r"\b(pace|running pace)\b")) {
        (
            "Pace Calculator",
            "How fast you ran.",
            &["distance|Distance|km|10", "minutes|Minutes|min|55"],
            &["pace|Pace|minutes / distance|min/km|2", "speed|Speed|distance / (minutes / 60)|km/h|1"],
        )
    } else {
        return None;
    };
    Some(Known { title, tagline, inputs, results })
}
