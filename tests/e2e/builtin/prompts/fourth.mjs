// Twenty more, written after the generator did well on the earlier ones and before it saw these:
// they tell how it fares with what it was not made for.
export default [
  {
    id: "beans",
    prompt: "Can you build me a tracker for my espresso shots? I'd log the beans, dose (g), yield (g), shot time in seconds, grind setting, and taste on a scale of 1-10.",
    expect: { add: { Beans: "Kenya AA", Dose: "18", Yield: "36", "Shot time": "28", "Grind setting": "4", Taste: "8" }, shows: ["Kenya AA", /18 ?g/, /28 ?s/] },
    then: [
      { say: "Add a notes box", expect: { add: { Beans: "Colombia", Dose: "17", Yield: "34", "*shot time": "26", Notes: "bright" }, shows: ["bright", "Kenya AA"] } },
      { say: "I want to see average taste", expect: { text: [/average taste/i] } },
      { say: "Espresso brown, please", expect: { accent: "orange" } },
    ],
  },
  {
    id: "vans",
    prompt: "fleet list: reg plate, make & model, mileage (km), next MOT, driver, status available / in use / in repair",
    expect: { add: { "*plate": "AB12 CDE", "*driver": "Jo", Status: "In repair", Mileage: "80000" }, shows: ["AB12 CDE", "Jo", "In repair", /80,000 ?km/], fields: [/make/i, /MOT/i] },
    then: [
      { say: "flag any van whose MOT is due in the next 30 days", expect: { shows: ["AB12 CDE"] } },
      { say: "table view", expect: { shows: ["AB12 CDE"] } },
      { say: "take out the driver column", expect: { noFields: ["Driver"] } },
    ],
  },
  {
    id: "thesis",
    prompt: "Kanban for writing my thesis with these columns: Outline, Drafting, Feedback, Final. A card has a chapter name, word count, deadline and supervisor.",
    expect: { columns: ["Outline", "Drafting", "Feedback", "Final"], add: { "*chapter": "Methods", "*word": "3500", Supervisor: "Dr. Wu" }, shows: ["Methods", /3,?500/, "Dr. Wu"], move: { card: "Methods", to: "Feedback" } },
    then: [
      { say: "put a column Proofreading between Feedback and Final", expect: { columns: ["Outline", "Drafting", "Feedback", "Proofreading", "Final"] } },
      { say: "total word count across all chapters", expect: { text: [/total word count/i, /3,?500/] } },
      { say: "name the app PhinisheD", expect: { title: /PhinisheD/ } },
    ],
  },
  {
    id: "pressure",
    prompt: "blood pressure diary for my dad: systolic, diastolic, pulse, arm (left/right), time of day, remarks. big letters and a line chart of the systolic values",
    expect: { add: { Systolic: "132", Diastolic: "84", Pulse: "70", Arm: "Left", Remarks: "after lunch" }, shows: ["132", "84", /70/, "Left", "after lunch"], chart: /systolic/i },
    then: [
      { say: "add medication taken yes/no", expect: { fields: [/medication taken/i] } },
      { say: "also chart the diastolic", expect: { charts: [/systolic/i, /diastolic/i] } },
      { say: "let his doctor log in and see it", expect: { admits: /login|account/i, model: true } },
    ],
  },
  {
    id: "eggtimer",
    prompt: "Tea timer: green tea 2 min, black tea 4 min, herbal 7 min",
    expect: { text: ["Green tea", "02:00", "Black tea", "04:00", "Herbal", "07:00"], runs: /0[1-7]:5/ },
    then: [
      { say: "add oolong, 3 minutes", expect: { text: ["Oolong", "03:00"] } },
      { say: "black tea should steep for 5 minutes", expect: { text: ["05:00"] } },
      { say: "make it sage green", expect: { accent: "green" } },
    ],
  },
  {
    id: "electricity",
    prompt: "a calculator for electricity costs. inputs: power in watts, hours per day, days, price per kWh. result: kWh used and cost",
    expect: { calc: { fill: { Power: "1000", "Hours per day": "2", Days: "10", "Price per kWh": "0.5" }, result: [/20/, /10\.00/] } },
    then: [
      { say: "price per kWh should start at 0.32", expect: { value: { "Price per kWh": "0.32" } } },
      { say: "use euros", expect: { text: [/€/] } },
      { say: "call it Watt's Up", expect: { title: /Watt's Up/ } },
    ],
  },
  {
    id: "fence",
    prompt: "garden fence calculator: length of fence in metres, panel width in metres, price per panel. panels = length of fence / panel width, total = panels * price per panel",
    expect: { calc: { fill: { "Length of fence": "20", "Panel width": "2", "Price per panel": "30" }, result: [/10/, /300/] } },
    then: [
      { say: "add delivery fee", expect: { calc: { fill: { "Length of fence": "20", "Panel width": "2", "Price per panel": "30", "Delivery fee": "50" }, result: [/350/] } } },
      { say: "make it brown", expect: { accent: "orange" } },
      { say: "rename total to Grand total", expect: { text: [/Grand total/] } },
    ],
  },
  {
    id: "musicquiz",
    prompt: "Music trivia, 3 questions. 1) Who sang Thriller? Michael Jackson / Prince / Madonna 2) How many strings has a violin? 4 / 6 / 8 3) Which instrument has 88 keys? Piano / Organ / Harp",
    expect: { quiz: { questions: 3 } },
    then: [
      { say: "Add: Which band made Abbey Road? The Beatles / Queen / ABBA", expect: { quiz: { questions: 4 } } },
      { say: "limit each question to 12 seconds", expect: { quizTimer: 12 } },
      { say: "make it violet", expect: { accent: "purple" } },
    ],
  },
  {
    id: "volunteer",
    prompt: "Sign-up form for volunteers at our food bank. Ask for name, phone, e-mail, which days they can come (Mon, Tue, Wed, Thu, Fri), driving licence yes/no, and anything else we should know. Name and phone are required.",
    expect: { form: { fill: { Name: "Sue", Phone: "0123 4567", "E-mail": "sue@x.test" }, missing: "Phone" }, fields: [/days/i, /driving licen/i, /anything else/i] },
    then: [
      { say: "add Saturday to the days", expect: { text: [/Sat/] } },
      { say: "add date of birth", expect: { fields: [/date of birth/i] } },
      { say: "the button should say Count me in", expect: { text: ["Count me in"] } },
    ],
  },
  {
    id: "vet",
    prompt: "one page site for Dr. Paws, a vet clinic in Bristol. I need: hero with a call to action, our services (vaccinations, surgery, dental care), meet the vets, opening hours, emergency phone number and a contact form. Friendly teal.",
    expect: { title: /Dr\. ?Paws/, headings: [/services/i, /vets|team/i, /hours/i, /emergency/i, /touch|contact/i], text: [/vaccinations/i, /dental care/i, /Bristol/], accent: "teal", contact: true },
    then: [
      { say: "rename 'Our services' to What we do", expect: { headings: [/What we do/] } },
      { say: "add a section with client reviews", expect: { headings: [/review/i] } },
      { say: "show a google map", expect: { admits: /map/i, model: true } },
    ],
  },
  {
    id: "podcast",
    prompt: "Landing page for a podcast called Night Shift: latest episodes, about the hosts, reviews, subscribe by email",
    expect: { title: /Night Shift/, headings: [/episodes/i, /hosts|about/i, /review/i] },
    then: [
      { say: "the headline should be \"Stories for the small hours\"", expect: { text: ["Stories for the small hours"] } },
      { say: "make it dark with amber", expect: { scheme: "dark", accent: ["orange", "yellow"] } },
      { say: "remove the reviews", expect: { noHeadings: [/review/i] } },
    ],
  },
  {
    id: "shopdash",
    prompt: "Sales dashboard for my Etsy shop – monthly revenue (bar chart), number of orders, refunds, and revenue by product type (prints, mugs, shirts)",
    expect: { title: /etsy|sales/i, charts: [/revenue.*month/i, /type/i], text: [/orders/i] },
    then: [
      { say: "show KPIs for total revenue and total orders", expect: { text: [/total revenue/i, /total orders/i] } },
      { say: "add stickers as a product type", expect: { options: { "Product type": ["Prints", "Mugs", "Shirts", "Stickers"] } } },
      { say: "in British pounds", expect: { text: [/£/] } },
    ],
  },
  {
    id: "lostfound",
    prompt: "Lost and found register for a school. We note what was found, where, when, who handed it in, a photo and if it has been collected.",
    expect: { add: { "~what|item|found": "Blue scarf", "~where|location": "Gym" }, shows: ["Blue scarf", "Gym"], fields: [/collected/i, /photo/i, /who|handed/i] },
    then: [
      { say: "add a category: clothing, electronics, toys, other", expect: { options: { Category: ["Clothing", "Electronics", "Toys", "Other"] } } },
      { say: "filter by category", expect: { shows: ["Blue scarf"] } },
      { say: "hide what has been collected unless I ask for it", expect: { shows: ["Blue scarf"] } },
    ],
  },
  {
    id: "jewellery",
    prompt: "product catalog for handmade jewellery, with name, material (silver, gold, brass), stone, weight in grams, price in CHF, in stock toggle, picture",
    expect: { add: { Name: "Luna ring", Material: "Silver", Stone: "Moonstone", Weight: "4.2", Price: "180" }, shows: ["Luna ring", "Silver", "Moonstone", /4\.2 ?g/, /CHF/], fields: ["In stock"] },
    then: [
      { say: "let customers pay by card", expect: { admits: /payment/i, model: true } },
      { say: "add rose gold as a material", expect: { options: { Material: ["Silver", "Gold", "Brass", "Rose gold"] } } },
      { say: "sort by price, cheapest first", expect: { sorted: /price/i } },
    ],
  },
  {
    id: "todo4",
    prompt: "To do app with projects, due dates, priority 1-4 and recurring tasks",
    expect: { add: { "~task|title|name": "Pay rent", Project: "Home" }, shows: ["Pay rent", "Home"], fields: [/due date/i, /priority/i], admits: /recurring/i },
    then: [
      { say: "show how many are done", expect: { text: [/done/i] } },
      { say: "highlight overdue tasks in red", expect: { shows: ["Pay rent"] } },
      { say: "rename tasks to missions", expect: { text: [/mission/i] } },
    ],
  },
  {
    id: "journal",
    prompt: "one-line-a-day diary with a mood emoji (😀, 😐, 😢) and weather (sunny, cloudy, rain)",
    expect: { options: { "*weather": ["Sunny", "Cloudy", "Rain"] }, text: [/😐/], add: { "*weather": "Rain", "~line|entry|diary|text": "Quiet day" }, shows: ["Quiet day", "Rain"] },
    then: [
      { say: "add snow to the weather", expect: { options: { "*weather": ["Sunny", "Cloudy", "Rain", "Snow"] } } },
      { say: "show a streak of days written", expect: { text: [/streak/i] } },
      { say: "make it pink & light", expect: { accent: "pink", scheme: "light" } },
    ],
  },
  {
    id: "concerts",
    prompt: "log of concerts I've been to. Band, venue, city, date, ticket price (EUR), who I went with, rating ★1-5",
    expect: { add: { Band: "Wilco", Venue: "Paradiso", City: "Amsterdam", "Ticket price": "35", "~with|who": "Ann" }, shows: ["Wilco", "Paradiso", "Amsterdam", "€35", "Ann"], fields: ["Rating"] },
    then: [
      { say: "how many concerts per year? make a chart", expect: { chart: /concert|month|year/i } },
      { say: "sum of ticket prices", expect: { text: [/total ticket price/i, /€35/] } },
      { say: "export to CSV please", expect: { button: /csv/i } },
    ],
  },
  {
    id: "classplan",
    prompt: "Timetable for my kids' school week: Monday to Friday, periods 1 to 6",
    expect: { text: ["Monday", "Friday", /(period )?1\b/i, /6\b/], noText: [/Saturday/] },
    then: [
      { say: "add period 7", expect: { text: [/7\b/] } },
      { say: "call it School Week", expect: { title: /School Week/ } },
      { say: "light blue", expect: { accent: "blue" } },
    ],
  },
  {
    id: "flashchem",
    prompt: "Flashcards for chemistry: H means hydrogen, O means oxygen, Na means sodium, K means potassium",
    expect: { text: [/4/], flip: ["hydrogen", "oxygen", "sodium", "potassium"] },
    then: [
      { say: "add Fe means iron and Pb means lead", expect: { text: [/6/] } },
      { say: "delete the card about potassium", expect: { text: [/5/] } },
      { say: "use orange", expect: { accent: "orange" } },
    ],
  },
  {
    id: "roommatebills",
    prompt: "App to keep track of shared household bills. Each bill: what it's for, amount in dollars, paid by (Sam, Alex, Kim), date, settled or not. I'd like a total per person.",
    expect: { add: { "~for|what|bill|name": "Internet", Amount: "45", "Paid by": "Alex" }, shows: ["Internet", "$45", "Alex"], options: { "Paid by": ["Sam", "Alex", "Kim"] }, fields: [/settled/i], text: [/paid by|person/i] },
    then: [
      { say: "only show the ones that aren't settled", expect: { text: [/settled/i] } },
      { say: "add Robin to paid by", expect: { options: { "Paid by": ["Sam", "Alex", "Kim", "Robin"] } } },
      { say: "connect to Venmo to pay people back", expect: { admits: /payment/i, model: true } },
    ],
  },
];
