//! The files of calculators and unit converters.

use serde_json::{Value, json};

use super::{
    super::formula,
    super::spec::{AppSpec, Calculator, Converter, Input, Outcome},
    super::template::js_string,
    super::words,
    File, filled, set, template,
};

/// The files of a calculator, given what all apps share.
pub(super) fn files(spec: &AppSpec, calculator: &Calculator, data: &mut Value) -> Vec<File> {
    set(data, "kindCss", template!("calculator/styles.css"));
    data["css"]["forms"] = true.into();
    if calculator.pad {
        return vec![
            filled("src/App.tsx", template!("calculator/Pad.tsx"), data),
            filled("src/lib/evaluate.ts", template!("calculator/evaluate.ts"), data),
        ];
    }
    set(data, "valuesKey", format!("{}:values", spec.storage_key));
    set(data, "history", calculator.history);
    let results: Vec<Value> = calculator.results.iter().map(|result| outcome(result, calculator)).collect();
    let text = serde_json::to_string(&results).unwrap_or_default();
    let used = |id: &str| super::collection::contains_name(&text, id);
    let inputs: Vec<Value> =
        calculator.inputs.iter().map(|field| input(field, used(&field.id), calculator)).collect();
    set(data, "hasRatio", text.contains("ratio("));
    set(data, "hasDates", calculator.inputs.iter().any(|field| field.unit == "date"));
    let banded: Vec<&Outcome> = calculator.results.iter().filter(|result| !result.bands.is_empty()).collect();
    let bands: Vec<Value> = banded
        .iter()
        .map(|result| {
            let steps: Vec<Value> = result
                .bands
                .iter()
                .map(|(at, label)| json!({"at": words::number(*at), "label": label}))
                .collect();
            json!({"name": format!("{}Name", result.id), "steps": steps})
        })
        .collect();
    set(data, "bandNames", banded.iter().map(|result| format!("{}Name", result.id)).collect::<Vec<_>>());
    set(data, "bands", bands);
    let money = text.contains("formatMoney");
    let number = text.contains("formatNumber");
    data["uses"]["money"] = money.into();
    data["uses"]["number"] = (number || !money).into();
    let names: Vec<&str> = [("formatMoney", money), ("formatNumber", number || !money)]
        .iter()
        .filter(|(_, on)| *on)
        .map(|(n, _)| *n)
        .collect();
    set(data, "formatNames", names.join(", "));
    set(data, "results", results);
    set(data, "inputs", inputs);
    vec![
        filled("src/App.tsx", template!("calculator/App.tsx"), data),
        filled("src/lib/formula.ts", template!("calculator/formula.ts"), data),
        filled("src/lib/format.ts", template!("base/format.ts"), data),
        filled("src/lib/read.ts", template!("base/read.ts"), data),
        filled("src/lib/storage.ts", template!("base/storage.ts"), data),
    ]
}

fn input(field: &Input, used: bool, calculator: &Calculator) -> Value {
    let currency = calculator
        .results
        .iter()
        .map(|result| result.currency.as_str())
        .find(|c| !c.is_empty())
        .unwrap_or("USD");
    let sign = match field.unit.as_str() {
        "money" => sign(currency).to_owned(),
        "percent" => "%".to_owned(),
        "date" => String::new(),
        other => other.to_owned(),
    };
    let options: Vec<Value> = field
        .options
        .iter()
        .map(|(name, value)| json!({"name": name, "value": words::number(*value)}))
        .collect();
    let reader = if field.unit == "date" {
        format!("days(values.{})", field.id)
    } else {
        format!("number(values.{})", field.id)
    };
    json!({
        "id": field.id,
        "label": field.label,
        "value": field.value,
        "sign": sign,
        "min": words::number(field.min),
        "isDate": field.unit == "date",
        "choices": !options.is_empty(),
        "options": options,
        "used": used,
        "reader": reader,
    })
}

/// The sign that stands for a currency.
fn sign(currency: &str) -> &str {
    match currency {
        "EUR" => "€",
        "USD" => "$",
        "GBP" => "£",
        "JPY" => "¥",
        "INR" => "₹",
        other => other,
    }
}

fn outcome(result: &Outcome, _calculator: &Calculator) -> Value {
    let expression =
        formula::parse(&result.formula).map(|e| formula::to_typescript(&e, &|name| name.to_owned()));
    let at = format!("results.{}", result.id);
    let show = if !result.bands.is_empty() {
        format!("{}Name({at})", result.id)
    } else if result.unit == "money" {
        format!("formatMoney({at}, {})", js_string(&result.currency))
    } else {
        let unit = if result.unit == "percent" { "%" } else { &result.unit };
        let rounding = 10_f64.powi(result.digits as i32);
        {
            let rounding = words::number(rounding);
            format!("formatNumber(Math.round({at} * {rounding}) / {rounding}, {})", js_string(unit))
        }
    };
    json!({"id": result.id, "label": result.label, "expression": expression.unwrap_or_else(|| "0".to_owned()), "show": show})
}

/// The files of a unit converter, given what all apps share.
pub(super) fn converter_files(spec: &AppSpec, converter: &Converter, data: &mut Value) -> Vec<File> {
    set(data, "kindCss", template!("calculator/styles.css"));
    data["css"]["forms"] = true.into();
    set(data, "choiceKey", format!("{}:choice", spec.storage_key));
    set(data, "groups", serde_json::to_value(&converter.groups).unwrap_or_default());
    vec![
        filled("src/App.tsx", template!("calculator/Converter.tsx"), data),
        filled("src/lib/units.ts", template!("calculator/units.ts"), data),
        filled("src/lib/read.ts", template!("base/read.ts"), data),
        filled("src/lib/storage.ts", template!("base/storage.ts"), data),
    ]
}
