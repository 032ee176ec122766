//! What models cost. Prices are configuration only: none are built in, because they change
//! without notice, and an invented cost is worse than none.

use std::{collections::BTreeMap, str::FromStr};

use serde::Deserialize;

use super::Usage;

/// A model's prices in US dollars per million tokens.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ModelPrice {
    /// For tokens of the request.
    pub input: f64,
    /// For those of them that the provider had cached; absent: as `input`.
    pub cached: Option<f64>,
    /// For tokens of the answer.
    pub output: f64,
}

impl ModelPrice {
    /// What a call cost in US dollars.
    pub fn cost(&self, usage: Usage) -> f64 {
        let cached = usage.cached_tokens.min(usage.input_tokens);
        let fresh = usage.input_tokens - cached;
        let millionths = fresh as f64 * self.input
            + cached as f64 * self.cached.unwrap_or(self.input)
            + usage.output_tokens as f64 * self.output;
        millionths / 1_000_000.0
    }
}

/// The prices of all models that have one.
///
/// Written as `model=input/output` or `model=input/cached/output`, several separated by commas:
/// `gpt-5=1.25/0.125/10, llama*=0/0`. A name that ends in `*` stands for all that begin like it;
/// of several that fit, the longest counts. A configuration file may also have a table,
/// `{ "gpt-5" = { input = 1.25, cached = 0.125, output = 10 } }`.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(try_from = "Setting")]
pub struct Prices(BTreeMap<String, ModelPrice>);

/// Why a price list cannot be used; fit for whoever configures the server.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PricesError {
    /// An entry has another form than `model=input/cached/output`.
    #[error(
        "`{0}` is no price: write model=input/output or model=input/cached/output, in US dollars per million tokens"
    )]
    Form(String),
    /// A price is negative or not finite.
    #[error("a price of `{0}` is negative or no number")]
    Amount(String),
    /// A model has two prices.
    #[error("`{0}` has two prices")]
    Repeated(String),
}

impl Prices {
    /// The price of a model, if it has one.
    pub fn of(&self, model: &str) -> Option<&ModelPrice> {
        let prefixes = self
            .0
            .iter()
            .filter(|(name, _)| name.strip_suffix('*').is_some_and(|start| model.starts_with(start)));
        self.0.get(model).or_else(|| prefixes.max_by_key(|(name, _)| name.len()).map(|(_, price)| price))
    }

    /// What a call of this model cost in US dollars; `None` where its price is not configured.
    pub fn cost(&self, model: &str, usage: Usage) -> Option<f64> {
        self.of(model).map(|price| price.cost(usage))
    }

    fn insert(&mut self, model: &str, price: ModelPrice) -> Result<(), PricesError> {
        let amounts = [price.input, price.output, price.cached.unwrap_or_default()];
        if amounts.iter().any(|amount| !amount.is_finite() || *amount < 0.0) {
            return Err(PricesError::Amount(model.to_owned()));
        }
        match self.0.insert(model.to_owned(), price) {
            Some(_) => Err(PricesError::Repeated(model.to_owned())),
            None => Ok(()),
        }
    }
}

impl FromStr for Prices {
    type Err = PricesError;

    fn from_str(text: &str) -> Result<Self, PricesError> {
        let mut prices = Self::default();
        for entry in text.split([',', '\n']).map(str::trim).filter(|entry| !entry.is_empty()) {
            let form = || PricesError::Form(entry.to_owned());
            let (model, amounts) = entry.rsplit_once('=').ok_or_else(form)?;
            let amounts: Vec<f64> = amounts
                .split('/')
                .map(|amount| amount.trim().parse())
                .collect::<Result<_, _>>()
                .map_err(|_cause| form())?;
            let price = match amounts[..] {
                [input, output] => ModelPrice { input, cached: None, output },
                [input, cached, output] => ModelPrice { input, cached: Some(cached), output },
                _ => return Err(form()),
            };
            let model = model.trim();
            if model.is_empty() {
                return Err(form());
            }
            prices.insert(model, price)?;
        }
        Ok(prices)
    }
}

/// Both ways of writing prices.
#[derive(Deserialize)]
#[serde(untagged)]
enum Setting {
    List(String),
    Table(BTreeMap<String, ModelPrice>),
}

impl TryFrom<Setting> for Prices {
    type Error = PricesError;

    fn try_from(setting: Setting) -> Result<Self, PricesError> {
        match setting {
            Setting::List(text) => text.parse(),
            Setting::Table(table) => {
                let mut prices = Self::default();
                for (model, price) in table {
                    prices.insert(&model, price)?;
                }
                Ok(prices)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn cost(prices: &Prices, model: &str, tokens: (u64, u64, u64)) -> Option<f64> {
        let (input_tokens, cached_tokens, output_tokens) = tokens;
        prices.cost(model, Usage { input_tokens, output_tokens, cached_tokens })
    }

    #[test]
    fn a_call_costs_what_its_tokens_cost() {
        let prices: Prices = "gpt-5 = 1.25/0.125/10, local=0/0,\nplain=2/4,".parse().unwrap();
        assert_eq!(cost(&prices, "gpt-5", (1_000_000, 0, 0)), Some(1.25));
        assert_eq!(cost(&prices, "gpt-5", (1_000_000, 1_000_000, 100_000)), Some(1.125));
        assert_eq!(cost(&prices, "plain", (500_000, 500_000, 250_000)), Some(2.0));
        assert_eq!(cost(&prices, "local", (5, 0, 5)), Some(0.0));
        assert_eq!(cost(&prices, "gpt-5", (0, 9, 0)), Some(0.0));
        assert_eq!(cost(&prices, "gpt-4", (5, 0, 5)), None);
    }

    #[test]
    fn the_longest_fitting_name_counts() {
        let prices: Prices =
            "*=9/9, gpt*=1/1, gpt-5*=2/2, gpt-5-mini=3/3, org/model:tag=4/4".parse().unwrap();
        let input = |model| prices.of(model).map(|price| price.input);
        assert_eq!(input("llama"), Some(9.0));
        assert_eq!(input("gpt-4"), Some(1.0));
        assert_eq!(input("gpt-5-2026-08-01"), Some(2.0));
        assert_eq!(input("gpt-5-mini"), Some(3.0));
        assert_eq!(input("org/model:tag"), Some(4.0));
    }

    #[test]
    fn tables_say_the_same() {
        let table = json!({"gpt-5": {"input": 1.25, "cached": 0.125, "output": 10}, "plain": {"input": 2, "output": 4}});
        let prices: Prices = serde_json::from_value(table).unwrap();
        assert_eq!(prices, "gpt-5=1.25/0.125/10,plain=2/4".parse().unwrap());
        assert_eq!(
            serde_json::from_value::<Prices>(json!("plain=2/4")).unwrap(),
            "plain=2/4".parse().unwrap()
        );
    }

    #[test]
    fn mistakes_are_named() {
        for form in ["gpt", "=1/2", "a=1", "a=1/2/3/4", "a=1/x"] {
            assert_eq!(form.parse::<Prices>(), Err(PricesError::Form(form.to_owned())));
        }
        for amount in ["a=-1/2", "a=1/inf", "a=1/NaN/2"] {
            assert_eq!(amount.parse::<Prices>(), Err(PricesError::Amount("a".to_owned())));
        }
        assert_eq!("a=1/2,a=1/2".parse::<Prices>(), Err(PricesError::Repeated("a".to_owned())));
    }
}
