// Fifteen more: a band, an aquarium, a judo class, a food truck, a cake sale, a wine cellar.
export default [
  {
    id: "gigs",
    prompt: "I play in a band & want to keep our gigs organised: venue, town, date, load-in time, set length (45, 60 or 90 min), fee (€), contact person + their phone, confirmed yes/no, merch sold (€). Next gig on top. What did we earn from fees altogether?",
    expect: {
      types: { Date: "date", "Load-in time": "time", "Set length": "select|number", Fee: "number", "Contact person": "text", "*phone": "tel", Confirmed: "checkbox", "Merch sold": "number" },
      add: [{ Venue: "Club Nine", Town: "Graz", Fee: "300", "Contact person": "Eva", "*phone": "0316 123", Confirmed: true }, { Venue: "Barn", Town: "Linz", Fee: "150" }],
      shows: ["Club Nine", "Graz", "€300", "Eva"], text: [/total fee/i, /€450/], sorted: /date/i,
    },
    then: [
      { say: "Add a notes field and one for the travel time in hours", expect: { types: { Notes: "textarea", "Travel time": "number" } } },
      { say: "only show confirmed gigs if I tick something", expect: { filterHas: /confirmed/i } },
      { say: "rename town to city and make the title 'On the Road'", expect: { fields: ["City"], title: /On the Road/ } },
    ],
  },
  {
    id: "aquarium",
    prompt: "Aquarium log: date, pH (0-14), temperature in °C, nitrate (mg/l), water changed in %, fish added, observations. Line charts of pH and temperature. Alert me if pH is below 6.5 or above 7.5",
    expect: {
      types: { Date: "date", pH: "number", Temperature: "number", Nitrate: "number", "Water changed": "number", Observations: "textarea" },
      add: [{ pH: "6.1", Temperature: "24.5", Nitrate: "10", "Water changed": "20", Observations: "bad day" }, { pH: "7", Temperature: "25", Observations: "good day" }, { pH: "8", Observations: "other day" }],
      shows: [/24\.5 ?°C/, /10 ?mg\/l/i, /20 ?%/, "bad day"], flagged: ["bad day", "good day"], charts: [/ph/i, /temperature/i],
    },
    then: [
      { say: "also record the ammonia level in mg/l", expect: { types: { "*ammonia": "number" } } },
      { say: "pH can only be from 4 to 10", expect: { invalid: { pH: "12" } } },
      { say: "what's the average temperature?", expect: { text: [/average temperature/i, /24\.75|24\.8/] } },
    ],
  },
  {
    id: "judo",
    prompt: "members list for my judo kids: first name, surname, birthday, belt (white, yellow, orange, green, blue, brown, black), parent's phone, allergies, paid for this term?. I want to filter by belt, see who hasn't paid, and count the children",
    expect: {
      options: { Belt: ["White", "Yellow", "Orange", "Green", "Blue", "Brown", "Black"] }, types: { Birthday: "date", "*phone": "tel", "*paid": "checkbox" },
      add: [{ "First name": "Lia", Surname: "Roth", Belt: "Green", "*phone": "0172 44", Allergies: "nuts", "*paid": true }, { "First name": "Max", Surname: "Kern", Belt: "White" }],
      shows: ["Lia", "Roth", "Green", "nuts"], filter: { label: /belt/i, option: "Green", keeps: "Lia", hides: "Max" }, filterHas: /paid/i, text: [/\b2\b/],
    },
    then: [
      { say: "sort them by belt", expect: { sorted: /belt/i } },
      { say: "add weight class: under 30 kg, 30 to 40 kg, over 40 kg", expect: { options: { "Weight class": ["Under 30 kg", "30 to 40 kg", "Over 40 kg"] } } },
      { say: "call them judoka instead of members, and print button please", expect: { button: /print/i, text: [/judoka/i] } },
    ],
  },
  {
    id: "thesis",
    prompt: "todo app for my bachelor thesis: task, label (reading, writing, experiments), deadline, effort in hours, what I'm waiting for. I'd like to check things off, hide the finished ones and see how many hours are left in total",
    expect: {
      options: { Label: ["Reading", "Writing", "Experiments"] }, types: { Deadline: "date", "*effort": "number" },
      add: [{ "~^task|title": "Read Knuth", Label: "Reading", "*effort": "6" }, { "~^task|title": "Intro chapter", Label: "Writing", "*effort": "4" }], shows: ["Read Knuth", "Reading", /6 ?h/], text: [/left|total|remaining/i, /\b10\b/], complete: "Read Knuth",
    },
    then: [
      { say: "Only 4 hours should be left when I have ticked the reading", expect: { reply: /./ } },
      { say: "show a bar chart of hours per label", expect: { chart: /label/i } },
      { say: "use a calm green and bigger text", expect: { accent: ["green", "teal"], bigText: true } },
    ],
  },
  {
    id: "catering",
    prompt: "Kanban for a food truck's catering orders. Stages: Inquiry -> Quote sent -> Confirmed -> Prepped -> Served. Each order has client, event date, guests, menu (Tacos, Burgers, Vegan bowls), price per head in $ and the total = guests x price per head.",
    expect: {
      columns: ["Inquiry", "Quote sent", "Confirmed", "Prepped", "Served"], options: { Menu: ["Tacos", "Burgers", "Vegan bowls"] }, types: { "Event date": "date", Guests: "number", "Price per head": "number" },
      add: [{ Client: "Acme", Guests: "40", "Price per head": "15", Menu: "Tacos" }], shows: ["Acme", "Tacos", /\$600/], move: { card: "Acme", to: "Confirmed" },
    },
    then: [
      { say: "insert a column Paid after Served", expect: { columns: ["Inquiry", "Quote sent", "Confirmed", "Prepped", "Served", "Paid"] } },
      { say: "how much is the total of all orders? put it at the top", expect: { text: [/total/i, /\$600/] } },
      { say: "add Salads to the menu and remove Burgers", expect: { options: { Menu: ["Tacos", "Vegan bowls", "Salads"] }, noOptions: { Menu: ["Burgers"] } } },
    ],
  },
  {
    id: "dreams",
    prompt: "a dream diary - date, title, what happened, lucid (y/n), mood when waking up (calm, scared, happy, confused), symbols as tags. I want to search them, filter by mood and see a chart of my moods",
    expect: {
      types: { Date: "date", "*what happened": "textarea", Lucid: "checkbox", "*mood": "select" }, options: { "*mood": ["Calm", "Scared", "Happy", "Confused"] },
      add: [{ Title: "Flying", "*what happened": "over the sea", Lucid: true, "*mood": "Happy", Symbols: "water, birds" }, { Title: "Exam", "*mood": "Scared" }],
      shows: ["Flying", "over the sea", "Happy", "birds"], filter: { label: /mood/i, option: "Happy", keeps: "Flying", hides: "Exam" }, chart: /mood/i, search: { query: "sea", keeps: "Flying", hides: "Exam" },
    },
    then: [
      { say: "add how vivid it was from 1 to 5", expect: { fields: ["~vivid"] } },
      { say: "make the chart a donut", expect: { chart: /mood/i, reply: /donut/i } },
      { say: "midnight blue and always dark", expect: { scheme: "dark", accent: ["blue", "purple"] } },
    ],
  },
  {
    id: "talk",
    prompt: "Presentation timer: 20 minutes, warn when 5 minutes are left, with start, pause and restart",
    expect: { text: [/20:00/], runs: /19:5/ },
    then: [
      { say: "I need 2 presets more: 10 minutes lightning talk and 45 minutes keynote", expect: { text: [/lightning/i, /keynote/i] } },
      { say: "the digits could be a lot larger", expect: { reply: /bigger|larger/i } },
      { say: "set the title to On Stage", expect: { title: /On Stage/ } },
    ],
  },
  {
    id: "freelance",
    prompt: "Freelance rate calculator. Inputs: desired yearly income in €, business expenses per year in €, billable hours per week, working weeks per year. Outputs: billable hours per year = billable hours per week * working weeks per year, hourly rate = (desired yearly income + business expenses per year) / billable hours per year, day rate = hourly rate * 8.",
    expect: { calc: { fill: { "*income": "50000", "*expenses": "10000", "*hours": "25", "*weeks": "40" }, result: [/1,000/, /€60/, /€480/] } },
    then: [
      { say: "add tax: 30 % by default, and show the income after tax", expect: { reply: /tax/i, calc: { fill: { "*income": "50000", "*expenses": "10000", "*hours": "25", "*weeks": "40" }, result: [/€60|€7\d|€8\d/] } } },
      { say: "working weeks should start at 44", expect: { value: { "*weeks": "44" } } },
      { say: "rename day rate to price per day", expect: { text: [/price per day/i] } },
    ],
  },
  {
    id: "slab",
    prompt: "calculator for concrete: slab length in m, width in m, thickness in cm, price per m³. Give me the volume in m³ and the cost",
    expect: { calc: { fill: { "*length": "5", "*width": "4", "*thick": "10", "*price": "100" }, result: [/\b2\b/, /200/] } },
    then: [
      { say: "add 10% waste", expect: { calc: { fill: { "*length": "5", "*width": "4", "*thick": "10", "*price": "100" }, result: [/220|2\.2/] } } },
      { say: "in euro", expect: { text: [/€/] } },
      { say: "keep a history of calculations", expect: { text: [/history/i] } },
    ],
  },
  {
    id: "anatomy",
    prompt: "flashcards for my anatomy exam: femur = thigh bone, patella = kneecap, tibia = shin bone, clavicle = collarbone. let me mark the ones I know and repeat the rest, in random order",
    expect: { flip: ["thigh bone", "kneecap", "shin bone", "collarbone"] },
    then: [
      { say: "add scapula = shoulder blade and sternum = breastbone", expect: { text: [/6/] } },
      { say: "remove the patella card", expect: { reply: /patella/i, noText: ["patella"] } },
      { say: "title: Bones for Beginners, colour bone white or beige", expect: { title: /Bones for Beginners/ } },
    ],
  },
  {
    id: "cakes",
    prompt: "Order form for the school cake sale: name of parent, class (1a, 1b, 2a, 2b), cake (chocolate, lemon, carrot), how many, pick-up time, phone, allergies, payment: cash or bank transfer. Name, class and phone are mandatory. Button says \"Order now\".",
    expect: {
      formTypes: { "Name of parent": "text", Class: "select|radio", Cake: "select|radio", "~how many|quantity": "number", "Pick-up time": "time", Phone: "tel", Allergies: "text|textarea", Payment: "select|radio" },
      options: { Class: ["1a", "1b", "2a", "2b"], Cake: ["Chocolate", "Lemon", "Carrot"], Payment: ["Cash", "Bank transfer"] }, text: ["Order now"],
      form: { fill: { "Name of parent": "Kim Doe", Class: "2a", Phone: "0151 22" }, missing: "Name of parent" },
    },
    then: [
      { say: "add marble to the cakes", expect: { options: { Cake: ["Chocolate", "Lemon", "Carrot", "Marble"] } } },
      { say: "ask whether they can help at the stall (yes/no/maybe)", expect: { options: { "*help": ["Yes", "No", "Maybe"] } } },
      { say: "move phone below class", expect: { formOrder: [/class/i, /phone/i, /cake/i] } },
    ],
  },
  {
    id: "loopwise",
    prompt: "We're launching Loopwise, an app which helps freelancers send invoices. Landing page please: headline \"Get paid without the chasing\", three features (Recurring invoices, Automatic reminders, Tax summary), how it works (Connect, Send, Relax), pricing (Free €0, Solo €9, Team €29), testimonials and an email waitlist. Dark purple.",
    expect: { title: /Loopwise/, text: ["Get paid without the chasing", "Recurring invoices", "Automatic reminders", "Tax summary", "Relax", "Solo", "€9", "€29"], headings: [/features/i, /how it works/i, /pricing/i, /waiting list|waitlist/i], accent: "purple" },
    then: [
      { say: "put the testimonials right after the features", expect: { order: [/features/i, /people say|testimonials/i, /how it works/i] } },
      { say: "Team should cost €25", expect: { text: ["€25"], noText: ["€29"] } },
      { say: "add a section about security, remove how it works", expect: { headings: [/security/i], noHeadings: [/how it works/i] } },
    ],
  },
  {
    id: "etsy",
    prompt: "a dashboard for my Etsy shop. every sale: date, product, quantity, price in €, channel [Etsy, Instagram, fair]. revenue = quantity * price. cards for total revenue, number of sales and average revenue; revenue per month as a line, donut by channel; newest sale first; search",
    expect: {
      options: { Channel: ["Etsy", "Instagram", "Fair"] }, types: { Date: "date", Quantity: "number", Price: "number" }, text: [/total revenue/i, /sales/i, /average revenue/i], charts: [/revenue.*month/i, /channel/i],
      add: [{ Product: "Ceramic owl", Quantity: "3", Price: "20", Channel: "Fair" }], shows: ["Ceramic owl", "€60"], search: { query: "owl", keeps: "Ceramic owl" },
    },
    then: [
      { say: "add shipping cost in € and profit = revenue - shipping cost", expect: { types: { "Shipping cost": "number" }, add: [{ Product: "Mug", Quantity: "2", Price: "10", "Shipping cost": "5" }], shows: [/€15/] } },
      { say: "best selling product as a chart: quantity by product", expect: { chart: /quantity by product/i } },
      { say: "monthly goal of 500 euros revenue", expect: { text: [/of €?500/] } },
    ],
  },
  {
    id: "cellar",
    prompt: "wine cellar: name, vintage (year), region, grape, colour red/white/rosé/sparkling, bottles left, drink before (year), price €, rating out of 5. plus/minus buttons for the bottles, filter by colour, total number of bottles and what they are worth",
    expect: {
      options: { Colour: ["Red", "White", "Rosé", "Sparkling"] }, types: { Vintage: "number", "Bottles left": "number", Price: "number", "Drink before": "number|date" },
      add: [{ Name: "Barolo", Vintage: "2016", Region: "Piedmont", Grape: "Nebbiolo", Colour: "Red", "Bottles left": "4", Price: "50", Rating: "5" }], shows: ["Barolo", "2016", "Piedmont", "Nebbiolo", "Red", "€50"], text: [/total bottles|bottles left/i, /€200/], filter: { label: /colour/i, option: "Red", keeps: "Barolo" }, button: /less|minus|decrease|−|one fewer/i,
    },
    then: [
      { say: "highlight wines with only 1 bottle left or none", expect: { add: [{ Name: "Riesling", "Bottles left": "1" }], flagged: ["Riesling", "Barolo"] } },
      { say: "add a storage spot like A1, B2, C3 (text)", expect: { types: { "Storage spot": "text" } } },
      { say: "sort by vintage, oldest first", expect: { sorted: /vintage/i } },
    ],
  },
  {
    id: "hours",
    prompt: "Time tracking for my freelance work: client, project, task, date, hours, hourly rate in €, billable (checkbox), amount = hours * hourly rate. Totals: hours this week, amount this month. Bar chart of hours per client. CSV export",
    expect: {
      types: { Date: "date", Hours: "number", "Hourly rate": "number", Billable: "checkbox" }, add: [{ Client: "Zed", Project: "Site", Task: "Layout", Hours: "2.5", "Hourly rate": "80", Billable: true }],
      shows: ["Zed", "Site", "Layout", "€200"], text: [/hours this week/i, /amount this month/i], chart: /hours.*client/i, download: /csv|export/i,
    },
    then: [
      { say: "make client a dropdown: Zed, Orbit, Lumen", expect: { options: { Client: ["Zed", "Orbit", "Lumen"] } } },
      { say: "default hourly rate 85", expect: { starts: { "Hourly rate": "85" } } },
      { say: "I'd also like to see the total of the billable hours only", expect: { text: [/billable/i, /2\.5/] } },
    ],
  },
];
