//! Descriptions of unit converters.

use super::super::{
    pattern::pattern,
    spec::{Body, Converter, Unit, UnitGroup},
    words::{singular, words},
};

/// Group, name, symbol, factor and offset to the group's base, and the words that mean the unit.
type Row = (&'static str, &'static str, &'static str, f64, f64, &'static [&'static str]);

const UNITS: &[Row] = &[
    ("Length", "Kilometres", "km", 1000.0, 0.0, &["km", "kilometre", "kms"]),
    ("Length", "Miles", "mi", 1609.344, 0.0, &["mile", "mi"]),
    ("Length", "Metres", "m", 1.0, 0.0, &["metre", "m"]),
    ("Length", "Feet", "ft", 0.3048, 0.0, &["foot", "feet", "ft"]),
    ("Length", "Centimetres", "cm", 0.01, 0.0, &["cm", "centimetre", "centimeter", "centimeters"]),
    ("Length", "Inches", "in", 0.0254, 0.0, &["inch", "inches"]),
    ("Length", "Millimetres", "mm", 0.001, 0.0, &["mm", "millimetre", "millimeter"]),
    ("Length", "Yards", "yd", 0.9144, 0.0, &["yard", "yd"]),
    ("Length", "Nautical miles", "nmi", 1852.0, 0.0, &["nautical"]),
    ("Weight", "Kilograms", "kg", 1.0, 0.0, &["kg", "kilogram", "kilo"]),
    ("Weight", "Pounds", "lb", 0.453_592_37, 0.0, &["pound", "lb", "lbs"]),
    ("Weight", "Grams", "g", 0.001, 0.0, &["gram", "g"]),
    ("Weight", "Ounces", "oz", 0.028_349_523_125, 0.0, &["ounce", "oz"]),
    ("Weight", "Stones", "st", 6.350_293_18, 0.0, &["stone"]),
    ("Weight", "Tonnes", "t", 1000.0, 0.0, &["tonne", "ton"]),
    ("Temperature", "Celsius", "°C", 1.0, 0.0, &["celsius", "centigrade", "c"]),
    (
        "Temperature",
        "Fahrenheit",
        "°F",
        0.555_555_555_555_555_6,
        -17.777_777_777_777_78,
        &["fahrenheit", "f"],
    ),
    ("Temperature", "Kelvin", "K", 1.0, -273.15, &["kelvin"]),
    ("Volume", "Litres", "l", 1.0, 0.0, &["litre", "l"]),
    ("Volume", "Gallons", "gal", 3.785_411_784, 0.0, &["gallon"]),
    ("Volume", "Millilitres", "ml", 0.001, 0.0, &["ml", "millilitre", "milliliter"]),
    ("Volume", "Cups", "cups", 0.236_588_236_5, 0.0, &["cup"]),
    ("Volume", "Pints", "pt", 0.473_176_473, 0.0, &["pint"]),
    ("Volume", "Fluid ounces", "fl oz", 0.029_573_529_562_5, 0.0, &["fluid"]),
    ("Volume", "Tablespoons", "tbsp", 0.014_786_764_781_25, 0.0, &["tablespoon", "tbsp"]),
    ("Volume", "Teaspoons", "tsp", 0.004_928_921_593_75, 0.0, &["teaspoon", "tsp"]),
    ("Area", "Square metres", "m²", 1.0, 0.0, &["sqm", "m2", "m²"]),
    ("Area", "Square feet", "ft²", 0.092_903_04, 0.0, &["sqft", "ft2"]),
    ("Area", "Hectares", "ha", 10_000.0, 0.0, &["hectare"]),
    ("Area", "Acres", "ac", 4_046.856_422_4, 0.0, &["acre"]),
    ("Speed", "Kilometres per hour", "km/h", 1.0, 0.0, &["kmh", "kph"]),
    ("Speed", "Miles per hour", "mph", 1.609_344, 0.0, &["mph"]),
    ("Speed", "Knots", "kn", 1.852, 0.0, &["knot"]),
    ("Speed", "Metres per second", "m/s", 3.6, 0.0, &["mps"]),
    ("Time", "Minutes", "min", 60.0, 0.0, &["minute"]),
    ("Time", "Hours", "h", 3600.0, 0.0, &["hour"]),
    ("Time", "Days", "d", 86_400.0, 0.0, &["day"]),
    ("Time", "Weeks", "wk", 604_800.0, 0.0, &["week"]),
    ("Time", "Seconds", "s", 1.0, 0.0, &["second"]),
    ("Data", "Megabytes", "MB", 1.0, 0.0, &["mb", "megabyte"]),
    ("Data", "Gigabytes", "GB", 1000.0, 0.0, &["gb", "gigabyte"]),
    ("Data", "Terabytes", "TB", 1_000_000.0, 0.0, &["tb", "terabyte"]),
    ("Data", "Kilobytes", "KB", 0.001, 0.0, &["kb", "kilobyte"]),
    ("Energy", "Kilocalories", "kcal", 4.184, 0.0, &["kcal", "calorie"]),
    ("Energy", "Kilojoules", "kJ", 1.0, 0.0, &["kj", "kilojoule"]),
    ("Currency", "Euro", "EUR", 1.0, 0.0, &["euro", "eur", "€"]),
    ("Currency", "US dollar", "USD", 0.92, 0.0, &["dollar", "usd", "$"]),
    ("Currency", "British pound", "GBP", 1.17, 0.0, &["gbp", "sterling"]),
    ("Currency", "Yen", "JPY", 0.0061, 0.0, &["yen", "jpy"]),
    ("Currency", "Swiss franc", "CHF", 1.05, 0.0, &["chf", "franc"]),
];

/// Title, tagline and app of a description.
pub(super) fn describe(text: &str) -> (String, String, Body) {
    let mut groups = groups_in(text);
    if groups.is_empty() {
        let wanted = ["Length", "Weight", "Temperature", "Volume"];
        groups = wanted.iter().map(|name| group_of(name)).collect();
    }
    let currency = groups.iter().all(|group| group.name == "Currency");
    let title = if currency {
        "Currency Converter"
    } else if groups.len() == 1 && groups[0].name == "Temperature" {
        "Temperature Converter"
    } else {
        "Unit Converter"
    };
    let tagline = if groups.iter().any(|group| group.name == "Currency") {
        "With fixed rates that you can change in the code: no live data."
    } else {
        "From one unit to another."
    };
    (title.to_owned(), tagline.to_owned(), Body::Converter(Converter { groups }))
}

/// The groups and units that a text names; a group that is named alone has all its units.
pub(in super::super) fn groups_in(text: &str) -> Vec<UnitGroup> {
    let words = words(&text.to_lowercase().replace("km/h", "kmh"));
    let money = pattern!(r"\b(currency|currencies|exchange|money|eur|usd|gbp)\b").is_match(text);
    let mut out: Vec<UnitGroup> = Vec::new();
    for word in &words {
        let one = singular(word);
        let named = UNITS.iter().find(|row| row.5.contains(&one.as_str()) || row.5.contains(&word.as_str()));
        if let Some(row) = named.filter(|row| row.1 != "Pounds" || !money).filter(|_row| {
            word.len() > 1 || ["c", "f", "m", "g", "l"].contains(&word.as_str()) && words.len() < 9
        }) {
            match out.iter_mut().find(|group| group.name == row.0) {
                Some(group) if group.units.iter().any(|unit| unit.name == row.1) => {}
                Some(group) => group.units.push(unit(row)),
                None => out.push(UnitGroup { name: row.0.to_owned(), units: vec![unit(row)] }),
            }
        }
    }
    for group in &mut out {
        if group.units.len() == 1 {
            let more: Vec<Unit> = UNITS
                .iter()
                .filter(|row| row.0 == group.name && row.1 != group.units[0].name)
                .take(1)
                .map(unit)
                .collect();
            group.units.extend(more);
        }
    }
    for (name, words) in [
        ("Length", ["length", "distance"]),
        ("Weight", ["weight", "mass"]),
        ("Temperature", ["temperature", "temperatures"]),
        ("Volume", ["volume", "cooking"]),
        ("Area", ["area", "areas"]),
        ("Speed", ["speed", "speeds"]),
        ("Time", ["time", "durations"]),
        ("Data", ["data", "storage"]),
        ("Energy", ["energy", "energies"]),
        ("Currency", ["currency", "currencies"]),
    ] {
        if words.iter().any(|word| words_contain(text, word)) && !out.iter().any(|group| group.name == name) {
            out.push(group_of(name));
        }
    }
    out
}

fn words_contain(text: &str, word: &str) -> bool {
    words(text).iter().any(|other| other == word || singular(other) == word)
}

fn group_of(name: &str) -> UnitGroup {
    UnitGroup { name: name.to_owned(), units: UNITS.iter().filter(|row| row.0 == name).map(unit).collect() }
}

fn unit(row: &Row) -> Unit {
    Unit { name: row.1.to_owned(), symbol: row.2.to_owned(), factor: row.3, offset: row.4 }
}
