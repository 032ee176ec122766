// Twenty more in other voices: hurried, chatty, technical, in lists, in one breath.
export default [
  {
    id: "vetlog",
    prompt: "My cat has diabetes. I need to log every insulin shot: time of day, units given, blood sugar (mg/dL), appetite: normal, low or none, and remarks. Please highlight readings above 300 and show the average blood sugar.",
    expect: {
      types: { "*units": "number", "Blood sugar": "number", Appetite: "select" }, options: { Appetite: ["Normal", "Low", "None"] },
      add: [{ "*units": "2", "Blood sugar": "350", Appetite: "Low" }, { "*units": "1", "Blood sugar": "150", Appetite: "Normal" }],
      shows: [/350 ?mg\/dL/i, "Low"], text: [/average blood sugar/i, /250/], flagged: ["350", null],
    },
    then: [
      { say: "put blood sugar first in the form", expect: { firstField: /blood sugar/i } },
      { say: "I'd also like to note his weight in kg", expect: { types: { Weight: "number" }, add: [{ "*units": "2", "Blood sugar": "200", Weight: "5.2" }], shows: [/5\.2 ?kg/] } },
      { say: "blood sugar can't be more than 600", expect: { invalid: { "*units": "2", "Blood sugar": "601" } } },
    ],
  },
  {
    id: "moving",
    prompt: "packing list for moving house: box number, room (kitchen, bedroom, office, garage), contents one per line, fragile?, packed?",
    expect: {
      types: { "Box number": "number|text", Room: "select", Contents: "textarea", Fragile: "checkbox" }, options: { Room: ["Kitchen", "Bedroom", "Office", "Garage"] },
      add: [{ "Box number": "12", Room: "Office", Contents: "books\nlamp", Fragile: true }], shows: ["12", "Office", "books", "lamp"], filter: { label: /room/i, option: "Office", keeps: "books" },
    },
    then: [
      { say: "how many boxes are packed? show that on top", expect: { text: [/packed/i] } },
      { say: "add a room: attic", expect: { options: { Room: ["Kitchen", "Bedroom", "Office", "Garage", "Attic"] } } },
      { say: "use rounded corners everywhere and a teal colour", expect: { accent: "teal" } },
    ],
  },
  {
    id: "roadmap",
    prompt: "Kanban-style board for a podcast: Idea / Scripted / Recorded / Edited / Published. On a card: episode title, guest, length in minutes, publish date, sponsor (yes/no)",
    expect: {
      columns: ["Idea", "Scripted", "Recorded", "Edited", "Published"], types: { "*length": "number", "Publish date": "date", Sponsor: "checkbox" },
      add: [{ "Episode title": "Bees", Guest: "Dr. Ray", "*length": "45", "Publish date": "2031-05-05" }], shows: ["Bees", "Dr. Ray", /45 ?min/], move: { card: "Bees", to: "Recorded" },
    },
    then: [
      { say: "move Edited before Recorded", expect: { columns: ["Idea", "Scripted", "Edited", "Recorded", "Published"] } },
      { say: "show the total length of all episodes", expect: { text: [/total length/i, /45/] } },
      { say: "drop the sponsor thing", expect: { noFields: ["Sponsor"] } },
    ],
  },
  {
    id: "zettel",
    prompt: "a place for my lecture notes. subject, date, heading, the note itself (long), keywords, and I want to pin the important ones and search through everything",
    expect: {
      types: { Date: "date", "~note|text|body": "textarea" }, add: [{ Subject: "Biology", Heading: "Cells", "~note|text|body": "mitochondria make energy", "~keywords|tags": "exam" }],
      shows: ["Biology", "Cells", "mitochondria", "exam"], pin: "Cells", search: { query: "mitochondria", keeps: "Cells" },
    },
    then: [
      { say: "make subject a dropdown with Biology, Chemistry, Physics", expect: { options: { Subject: ["Biology", "Chemistry", "Physics"] }, shows: ["Cells"] } },
      { say: "newest first please", expect: { sorted: /newest|date/i } },
      { say: "larger text", expect: { bigText: true } },
    ],
  },
  {
    id: "circuit",
    prompt: "Circuit training timer: 6 exercises, 45 seconds on, 15 seconds off, 10 seconds to get ready",
    expect: { text: ["00:45", "00:15", /of 6/] },
    then: [
      { say: "8 exercises instead", expect: { text: [/of 8/] } },
      { say: "only 30 seconds on", expect: { text: ["00:30"] } },
      { say: "red and black look, so dark", expect: { accent: "red", scheme: "dark" } },
    ],
  },
  {
    id: "flooring",
    prompt: "Flooring calculator: room length (m), room width (m), price per m², waste percentage. Show the area, the area with waste and the total price",
    expect: { calc: { fill: { "Room length": "5", "Room width": "4", "*price per": "30", "*waste": "10" }, result: [/\b20\b/, /\b22\b/, /660/] } },
    then: [
      { say: "waste should be 5% by default", expect: { value: { "*waste": "5" } } },
      { say: "prices in euro", expect: { text: [/€/] } },
      { say: "title: How Much Floor?", expect: { title: /How Much Floor\?/ } },
    ],
  },
  {
    id: "wage",
    prompt: "calc for my invoices: hours worked, hourly rate in £, VAT %. subtotal = hours worked × hourly rate; VAT amount = subtotal × VAT / 100; total = subtotal + VAT amount",
    expect: { calc: { fill: { "Hours worked": "10", "Hourly rate": "40", "~^VAT": "20" }, result: [/400/, /80/, /480/] } },
    then: [
      { say: "add expenses", expect: { calc: { fill: { "Hours worked": "10", "Hourly rate": "40", "~^VAT": "20", Expenses: "20" }, result: [/5\d\d|4\d\d/] } } },
      { say: "rename total to Amount due", expect: { text: [/Amount due/] } },
      { say: "default hourly rate 55", expect: { value: { "Hourly rate": "55" } } },
    ],
  },
  {
    id: "safety",
    prompt: "Safety quiz for new warehouse staff, pass mark 80%. Questions: What colour is a fire exit sign? Green / Red / Blue. What do you wear on a forklift? Seat belt / Headphones / Nothing. Where do spills get reported? To the supervisor / Nowhere / On Facebook.",
    expect: { quizAnswers: { "fire exit": "Green", forklift: "Seat belt", spills: "To the supervisor" } },
    then: [
      { say: "add: How heavy may a load be? 25 kg / 50 kg / 100 kg", expect: { quizAnswers: { "fire exit": "Green", forklift: "Seat belt", spills: "To the supervisor", "How heavy": "25 kg" } } },
      { say: "20 seconds for each question", expect: { quizTimer: 20 } },
      { say: "e-mail the results to HR", expect: { admits: /e-?mail/i, model: true } },
    ],
  },
  {
    id: "camp",
    prompt: "Registration form for a kids' summer camp. Child's name, date of birth, T-shirt size (XS, S, M, L), swimming ability: can't swim / beginner / confident, allergies (optional), parent's phone number, emergency contact, and consent to photos (checkbox). Child's name, date of birth and parent's phone are required.",
    expect: {
      formTypes: { "*Child's name": "text", "Date of birth": "date", "*T-shirt size": "select", "*Swimming": "select", "*phone": "tel", "*consent": "checkbox" },
      form: { fill: { "*Child's name": "Tim", "Date of birth": "2018-04-04", "*T-shirt size": "M", "*phone": "0171 555 123", "*emergency": "Granny" }, missing: "*Child's name" },
    },
    then: [
      { say: "add XL to the t-shirt sizes", expect: { options: { "*T-shirt size": ["XS", "S", "M", "L", "XL"] } } },
      { say: "put emergency contact right after the name", expect: { formOrder: [/child's name/i, /emergency/i, /date of birth/i] } },
      { say: "say \"See you at camp!\" after sending", expect: { title: /camp/i } },
    ],
  },
  {
    id: "brew",
    prompt: "Landing page for a craft brewery called Hop & Anchor in Whitby. Sections: our beers (Pale Ale £4.20, Stout £4.80, Lager £4.00), brewery tours, opening hours (Thu-Sat 4pm-11pm, Sunday 2pm-8pm), find us, newsletter. Dark and moody with amber.",
    expect: {
      title: /Hop & Anchor/, headings: [/beers/i, /tours/i, /hours/i, /find us/i], text: ["£4.20", "Stout", "£4.80", /Whitby/, /4pm/i, /2pm/i], scheme: "dark", accent: ["orange", "yellow"],
    },
    then: [
      { say: "move opening hours to the top", expect: { order: [/hours/i, /beers/i] } },
      { say: "Add a section 'Private events' ", expect: { headings: [/Private events/] } },
      { say: "change the Lager price to £4.10", expect: { text: ["£4.10"], noText: ["£4.00"] } },
    ],
  },
  {
    id: "clinic",
    prompt: "clinic dashboard with patients seen, average waiting time (min), no-shows and satisfaction score (1-10) per day; line chart of the waiting time, bar chart of patients seen by doctor (Lee, Okafor, Brandt)",
    expect: { charts: [/waiting time/i, /patients seen.*doctor/i], options: { Doctor: ["Lee", "Okafor", "Brandt"] }, types: { "Patients seen": "number", "*waiting time": "number", "No-shows": "number" } },
    then: [
      { say: "add total no-shows", expect: { text: [/total no-shows/i] } },
      { say: "turn the bar chart into a pie", expect: { charts: [/patients seen.*doctor/i] } },
      { say: "add Dr. Novak to the doctors", expect: { options: { Doctor: ["Lee", "Okafor", "Brandt", "Dr. Novak"] } } },
    ],
  },
  {
    id: "cheese",
    prompt: "catalogue of cheeses for our deli: name, country, milk (cow, goat, sheep), age in months, price per 100 g in €, pairs well with, in stock y/n. Show only what's in stock if I want, sort by price or name, cards please",
    expect: {
      types: { Milk: "select", Age: "number", "*price": "number", "In stock": "checkbox" }, options: { Milk: ["Cow", "Goat", "Sheep"] },
      add: [{ Name: "Manchego", Country: "Spain", Milk: "Sheep", Age: "12", "*price": "3.4", "*pairs": "Quince", "In stock": true }, { Name: "Chèvre", Milk: "Goat", "*price": "2.1" }],
      shows: ["Manchego", "Spain", "Sheep", /12 ?months/, /€3\.40/, "Quince"], sorts: { by: /price/i, order: ["Manchego", "Chèvre"] }, sorts2: { by: /name/i, order: ["Chèvre", "Manchego"] },
      filter: { label: /stock/i, option: "Yes", keeps: "Manchego", hides: "Chèvre" },
    },
    then: [
      { say: "add buffalo to milk", expect: { options: { Milk: ["Cow", "Goat", "Sheep", "Buffalo"] } } },
      { say: "what's our most expensive cheese? show that price", expect: { text: [/most expensive|highest/i, /€3\.40/] } },
      { say: "call the entries cheeses not items, and rename country to origin", expect: { fields: ["Origin"] } },
    ],
  },
  {
    id: "gtd",
    prompt: "to do list!! with context (@home, @work, @phone), energy low/medium/high, due date, est. minutes. I tick stuff off and want to see how many are still open",
    expect: {
      options: { Energy: ["Low", "Medium", "High"] }, types: { "Due date": "date", "*minutes": "number" },
      add: [{ "~task|name|title": "Call mum", Energy: "Low", "*minutes": "10" }], shows: ["Call mum", "Low"], text: [/open|not done|left/i], complete: "Call mum",
    },
    then: [
      { say: "group or filter by context", expect: { filterHas: /context/i } },
      { say: "highlight everything that's overdue", expect: { add: [{ "~task|name|title": "Old one", "Due date": "2020-01-01" }], flagged: ["Old one", "Call mum"] } },
      { say: "bigger buttons pls", expect: { bigger: /add/i } },
    ],
  },
  {
    id: "choir",
    prompt: "We're a choir. Track our members: first and last name, voice (soprano/alto/tenor/bass), email, joined on, yearly fee in CHF, fee paid. How many sopranos, altos etc. do we have? And how much money has come in?",
    expect: {
      types: { "First name": "text", "Last name": "text", Voice: "select", "*email": "email", "Joined on": "date", "Yearly fee": "number", "Fee paid": "checkbox" }, options: { Voice: ["Soprano", "Alto", "Tenor", "Bass"] },
      add: [{ "First name": "Eva", "Last name": "Kern", Voice: "Alto", "Yearly fee": "80", "Fee paid": true }], shows: ["Eva", "Kern", "Alto", /CHF/, "80"],
    },
    then: [
      { say: "show a chart of members by voice", expect: { chart: /voice/i } },
      { say: "total of the fees that are paid", expect: { text: [/paid/i, /80/] } },
      { say: "sort by last name", expect: { sorted: /last name/i } },
    ],
  },
  {
    id: "plumber",
    prompt: "I'm a plumber and need quotes for customers: customer, address, job description, labour hours, hourly rate ($), materials cost ($). total = labour hours * hourly rate + materials cost. status: draft, sent or accepted",
    expect: {
      types: { Customer: "text", "Labour hours": "number", "Hourly rate": "number", "Materials cost": "number", Status: "select" }, options: { Status: ["Draft", "Sent", "Accepted"] },
      add: [{ Customer: "Mrs Hill", Address: "4 Oak St", "Job description": "Boiler", "Labour hours": "3", "Hourly rate": "60", "Materials cost": "120", Status: "Sent" }], shows: ["Mrs Hill", "4 Oak St", "Boiler", "$300"],
    },
    then: [
      { say: "show the sum of all accepted quotes", expect: { text: [/accepted/i] } },
      { say: "add a deposit of 20%", expect: { reply: /deposit/i } },
      { say: "make the address multi-line", expect: { types: { Address: "textarea" } } },
    ],
  },
  {
    id: "sourdough",
    prompt: "Track my sourdough bakes: date, flour mix, hydration %, proof time (h), oven temp (°C), crumb rating 1-5, crust rating 1-5, photo, what to do better next time",
    expect: {
      types: { Date: "date", Hydration: "number", "Proof time": "number", "*oven": "number" }, fields: [/crumb/i, /crust/i, /photo/i],
      add: [{ "Flour mix": "80/20", Hydration: "75", "Proof time": "12", "*oven": "240", "*better": "longer bake" }], shows: ["80/20", /75 ?%/, /12 ?h/, /240 ?°C/, "longer bake"],
    },
    then: [
      { say: "line chart of the crumb rating", expect: { chart: /crumb/i } },
      { say: "best crumb rating so far, please", expect: { text: [/best crumb rating|highest crumb rating/i] } },
      { say: "the flour mix is required", expect: { required: "Flour mix" } },
    ],
  },
  {
    id: "lunch",
    prompt: "weekly lunchbox planner for Mia and Jonas: monday to friday, rows: main, fruit, snack, drink",
    expect: { text: ["Monday", "Friday", "Main", "Fruit", "Snack", "Drink"], noText: [/Saturday/], cell: { row: "Fruit", column: "Tuesday", value: "Apple" } },
    then: [
      { say: "add a row for treats", expect: { text: [/treats/i] } },
      { say: "rename main to sandwich", expect: { text: ["Sandwich"] } },
      { say: "let me print it", expect: { button: /print/i } },
    ],
  },
  {
    id: "vinylshop",
    prompt: "stock keeping for a record store (artist, album, format [LP, CD, cassette], condition, buy price €, sell price €, quantity). calculate profit = sell price - buy price. warn when there's less than 2 left",
    expect: {
      options: { Format: ["LP", "CD", "Cassette"] }, types: { Quantity: "number", "Buy price": "number", "Sell price": "number" },
      add: [{ Artist: "Can", Album: "Tago Mago", Format: "LP", "Buy price": "12", "Sell price": "30", Quantity: "1" }, { Artist: "Neu!", Album: "Neu!", Quantity: "9" }], shows: ["Can", "Tago Mago", "LP", "€12", "€30", "€18"], flagged: ["Tago Mago|Can", "Neu!"],
    },
    then: [
      { say: "what's the whole stock worth?", expect: { text: [/value|worth/i] } },
      { say: "add a barcode number field", expect: { fields: [/barcode/i] } },
      { say: "light mode and a retro orange", expect: { scheme: "light", accent: "orange" } },
    ],
  },
  {
    id: "exam",
    prompt: "countdown to my final exam on 3 June 2031",
    expect: { title: /exam/i, text: [/days/i, /2031/] },
    then: [
      { say: "the exam is on 10 June 2031 now", expect: { text: [/10/] } },
      { say: "bigger digits", expect: { reply: /bigger/i } },
      { say: "call it Freedom Day", expect: { title: /Freedom Day/ } },
    ],
  },
  {
    id: "gifts",
    prompt: "Christmas present planner. Person, gift idea, shop or link, price (max 50 €), bought, wrapped. Budget 400 €. Show me how much is left",
    expect: {
      types: { Person: "text", "*gift": "text", "~^price": "number", Bought: "checkbox", Wrapped: "checkbox" },
      add: [{ Person: "Dad", "*gift": "Scarf", "~^price": "25" }], shows: ["Dad", "Scarf", "€25"], text: [/400/, /375|left/i],
    },
    then: [
      { say: "make the budget 500", expect: { text: [/500/] } },
      { say: "who still needs a present? filter by bought", expect: { button: /^open$/i } },
      { say: "festive red and green", expect: { accent: ["red", "green"] } },
    ],
  },
];
