//! Spellings: British and American, and frequent typing errors.

/// British spellings and frequent typing errors in the spelling that the lexicons use.
pub(in super::super) fn spelling(word: &str) -> &str {
    match word {
        "color" | "colur" => "colour",
        "colors" => "colours",
        "favorite" | "favourit" | "favorit" => "favourite",
        "favorites" => "favourites",
        "catagory" | "categroy" | "catergory" | "cathegory" => "category",
        "catagories" | "catergories" | "categorys" => "categories",
        "prioritys" => "priorities",
        "priorty" | "prority" | "pirority" => "priority",
        "calender" => "calendar",
        "recieve" => "receive",
        "quantitiy" | "quantaty" | "qty" => "quantity",
        "calculater" => "calculator",
        "expence" => "expense",
        "expences" => "expenses",
        "reciept" => "receipt",
        "reciepts" => "receipts",
        "recepie" | "recipie" => "recipe",
        "recepies" | "recipies" => "recipes",
        "kilometers" => "kilometres",
        "kilometer" => "kilometre",
        "meters" => "metres",
        "meter" => "metre",
        "liters" => "litres",
        "liter" => "litre",
        "organizer" => "organiser",
        "catalog" => "catalogue",
        "todos" => "todo",
        "tracer" | "traker" | "trakcer" => "tracker",
        "stpwatch" => "stopwatch",
        "titel" | "tittle" => "title",
        "feild" | "filed" | "feld" => "field",
        "coloumn" | "colum" | "collumn" => "column",
        "coloumns" | "colums" | "collumns" => "columns",
        "serach" | "seach" => "search",
        "remvoe" | "remov" => "remove",
        "shoping" | "shoppping" => "shopping",
        "excercise" | "exersise" | "exercice" => "exercise",
        "excercises" | "exercices" => "exercises",
        "grocerys" => "groceries",
        "ad" => "add",
        "drak" => "dark",
        "chaneg" | "chnage" => "change",
        "gray" => "grey",
        "avg" => "average",
        "txt" => "text",
        "frist" | "fisrt" => "first",
        "wiht" | "wth" | "whit" => "with",
        "notpad" => "notepad",
        "importent" | "importnat" => "important",
        "expot" | "exprot" | "exoprt" => "export",
        "adress" => "address",
        "adresses" => "addresses",
        "recuring" | "reccuring" => "recurring",
        "finnished" => "finished",
        "bigest" => "biggest",
        "biger" => "bigger",
        "buton" | "buttom" => "button",
        "buttuns" => "buttons",
        "definately" => "definitely",
        "seperate" => "separate",
        "appointement" | "appoitment" => "appointment",
        "langauge" | "lanugage" => "language",
        "temprature" | "temperture" => "temperature",
        "wieght" | "weigth" => "weight",
        "heigth" | "hight" => "height",
        "lenght" => "length",
        "lable" => "label",
        "tabel" => "table",
        "totel" | "totla" => "total",
        "nubmer" | "numer" => "number",
        "custmer" | "costumer" => "customer",
        "costumers" | "custmers" => "customers",
        "supplyer" => "supplier",
        "teh" | "hte" => "the",
        "adn" | "nad" => "and",
        "shoud" | "shuold" => "should",
        "wich" => "which",
        "diferent" => "different",
        "expiery" | "expirey" => "expiry",
        "pirce" => "price",
        other => other,
    }
}

/// A frequent word whose neighbouring letters were typed the wrong way round.
fn untwisted(word: &str) -> &str {
    const FREQUENT: &[&str] = &[
        "title",
        "priority",
        "category",
        "colour",
        "column",
        "field",
        "search",
        "chart",
        "remove",
        "change",
        "rename",
        "status",
        "notes",
        "rating",
        "button",
        "section",
        "question",
        "option",
        "streak",
        "budget",
        "tracker",
        "calculator",
        "timer",
        "habit",
        "expense",
        "recipe",
        "inventory",
        "quantity",
        "amount",
        "required",
        "filter",
        "delete",
        "kanban",
        "deadline",
        "description",
        "location",
        "calendar",
        "reminder",
        "favourite",
        "categories",
        "ingredients",
        "difficulty",
        "checkbox",
        "dashboard",
        "finished",
        "completed",
        "background",
        "percentage",
    ];
    let twisted = |right: &str| {
        let (a, b) = (word.as_bytes(), right.as_bytes());
        let first = a.iter().zip(b).position(|(x, y)| x != y);
        a.len() == b.len()
            && first.is_some_and(|at| {
                at + 1 < a.len() && a[at] == b[at + 1] && a[at + 1] == b[at] && a[at + 2..] == b[at + 2..]
            })
    };
    // One letter too few or too many, but not at either end: "deadlne", "priorrity".
    let slipped = |right: &str| {
        let (short, long) = if word.len() < right.len() { (word, right) } else { (right, word) };
        let same = short.bytes().zip(long.bytes()).take_while(|(a, b)| a == b).count();
        long.len() == short.len() + 1
            && same > 0
            && same < short.len()
            && short.as_bytes()[same..] == long.as_bytes()[same + 1..]
    };
    if word.len() < 5 || !word.is_ascii() {
        return word;
    }
    let long = word.len() >= 6;
    FREQUENT.iter().find(|right| twisted(right) || long && slipped(right)).copied().unwrap_or(word)
}

/// Applies [`spelling`] to each word and keeps everything else.
pub(in super::super) fn respell(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut word = String::new();
    for c in text.chars().chain(std::iter::once('\n')) {
        if c.is_alphanumeric() {
            word.push(c);
            continue;
        }
        let lower = word.to_lowercase();
        let spelt = untwisted(spelling(&lower));
        out.push_str(if spelt == lower { &word } else { spelt });
        word.clear();
        out.push(c);
    }
    out.pop();
    out
}
