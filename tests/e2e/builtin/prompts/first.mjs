// Thirty descriptions with three follow-ups each, in people's own words, and what must then be
// there and work. They were written before the generator; `checks.mjs` explains the vocabulary.
export default [
  {
    id: "habits",
    prompt: "a habit tracker with streaks and a weekly chart",
    expect: { title: /habit/i, add: { Name: "Read 20 pages" }, shows: ["Read 20 pages"], tick: "Read 20 pages", streak: /1/, chart: /week/i },
    then: [
      { say: "add a category to each habit: health, learning or home", expect: { options: { Category: ["Health", "Learning", "Home"] }, add: { Name: "Stretch", Category: "Health" }, shows: ["Stretch", "Health"] } },
      { say: "call it Daily Dozen and make it green", expect: { title: /Daily Dozen/, accent: "green" } },
      { say: "I don't need the chart any more", expect: { noChart: true, shows: ["Read 20 pages"] } },
    ],
  },
  {
    id: "expenses",
    prompt: "Build me an expense tracker. Categories are Food, Rent, Transport and Fun, I have a monthly budget of 1200 euros, and I'd like to see a chart of spending per category.",
    expect: { options: { Category: ["Food", "Rent", "Transport", "Fun"] }, add: { Amount: "42.50", Category: "Food", Date: "today" }, shows: ["42.50", "Food", "€"], text: [/1,?200/, /budget/i], chart: /category/i },
    then: [
      { say: "raise the budget to 1500", expect: { text: [/1,?500/], noText: [/1,?200/] } },
      { say: "Add a Health category and remove Fun", expect: { options: { Category: ["Food", "Rent", "Transport", "Health"] }, noOptions: { Category: ["Fun"] } } },
      { say: "I also want a payment method field with cash, card and bank transfer", expect: { options: { "Payment method": ["Cash", "Card", "Bank transfer"] }, add: { Amount: "10", Category: "Health", "Payment method": "Card" }, shows: ["Card", "42.50"] } },
    ],
  },
  {
    id: "todo",
    prompt: "simple todo app, tasks have a priority (low, medium, high), a due date and tags. Let me filter by tag.",
    expect: { options: { Priority: ["Low", "Medium", "High"] }, add: { Task: "Water the ficus", Priority: "High", "Due date": "2030-05-01", Tags: "garden, home" }, shows: ["Water the ficus", "High", "garden"], complete: "Water the ficus", filter: { label: /tag/i, option: "garden", keeps: "Water the ficus" } },
    then: [
      { say: "can you add an urgent priority", expect: { options: { Priority: ["Low", "Medium", "High", "Urgent"] } } },
      { say: "sort by due date by default", expect: { sorted: /due date/i } },
      { say: "add a notes field and make the app dark", expect: { fields: ["Notes"], scheme: "dark", add: { Task: "Call Ann", Notes: "about the boat" }, shows: ["Call Ann", "about the boat"] } },
    ],
  },
  {
    id: "kanban",
    prompt: "A kanban board with columns Backlog, In progress, Review and Done. Cards have an assignee and an estimate in hours, with drag and drop.",
    expect: { columns: ["Backlog", "In progress", "Review", "Done"], add: { Title: "Fix the login", Assignee: "Mia", Estimate: "5" }, shows: ["Fix the login", "Mia", /5 ?h/], move: { card: "Fix the login", to: "Review" } },
    then: [
      { say: "insert a column called Testing", expect: { columns: ["Backlog", "In progress", "Review", "Testing", "Done"] } },
      { say: "rename the Backlog column to Ideas", expect: { columns: ["Ideas", "In progress"], noText: [/Backlog/], shows: ["Fix the login"] } },
      { say: "put a due date on the cards please", expect: { fields: ["Due date"], add: { Title: "Ship", "Due date": "2030-01-02" }, shows: ["Ship", /Jan/] } },
    ],
  },
  {
    id: "plants",
    prompt: "An app to manage my houseplants with watering interval and light needs",
    expect: { title: /plant/i, add: { Name: "Monstera", "Watering interval": "7", "Light needs": "*" }, shows: ["Monstera", /7 days/] },
    then: [
      { say: "also store the species and the room", expect: { fields: ["Species", "Room"], add: { Name: "Ivy", Species: "Hedera", Room: "Hall" }, shows: ["Hedera", "Hall", "Monstera"] } },
      { say: "make the species required", expect: { required: "Species" } },
      { say: "Change the title to Leafy and use #0a7 as colour", expect: { title: /Leafy/, accent: "green" } },
    ],
  },
  {
    id: "wedding",
    prompt: "guest list for a wedding with dietary needs, table number and whether they have RSVPed",
    expect: { title: /guest|wedding/i, add: { Name: "Aunt May", "Dietary needs": "*", "Table number": "4", RSVP: true }, shows: ["Aunt May", "4"] },
    then: [
      { say: "add a plus one checkbox", expect: { fields: ["Plus one"], add: { Name: "Uncle Bob", "Plus one": true }, shows: ["Uncle Bob", /plus one/i] } },
      { say: "let me search for guests by name", expect: { search: { query: "May", keeps: "Aunt May", hides: "Uncle Bob" } } },
      { say: "send them invitations by e-mail", expect: { admits: /e-?mail/i, model: true } },
    ],
  },
  {
    id: "pomodoro",
    prompt: "pomodoro timer, 50 minutes of work and 10 minute breaks",
    expect: { text: ["50:00"], runs: /^4\d:\d\d$|49:5/ , title: /pomodoro|focus/i },
    then: [
      { say: "work should be 45 minutes", expect: { text: ["45:00"] } },
      { say: "make the background dark by default", expect: { scheme: "dark" } },
      { say: "the long break should be 20 minutes, after 3 rounds", expect: { text: [/20/, /3/] } },
    ],
  },
  {
    id: "tip",
    prompt: "tip calculator which also splits the bill between friends",
    expect: { calc: { fill: { Bill: "100", Tip: "20", People: "4" }, result: [/120\.00/, /30\.00/] } },
    then: [
      { say: "default tip should be 15%", expect: { value: { Tip: "15" } } },
      { say: "rename People to Friends", expect: { calc: { fill: { Bill: "60", Tip: "0", Friends: "3" }, result: [/20\.00/] } } },
      { say: "use purple", expect: { accent: "purple" } },
    ],
  },
  {
    id: "bmi",
    prompt: "BMI calculator with weight in kg and height in cm that tells the category",
    expect: { calc: { fill: { Weight: "80", Height: "200" }, result: [/20(\.0)?/, /normal|healthy/i] } },
    then: [
      { say: "change the title to Body Check", expect: { title: /Body Check/ } },
      { say: "light mode only by default", expect: { scheme: "light" } },
      { say: "change the button... actually just make the accent orange", expect: { accent: "orange" } },
    ],
  },
  {
    id: "quiz",
    prompt: "a quiz about European capitals with 5 questions and a score at the end",
    expect: { quiz: { questions: 5 } },
    then: [
      { say: "Add the question: What is the capital of Iceland? Answers: Reykjavik, Oslo, Nuuk", expect: { quiz: { questions: 6 } } },
      { say: "give people 20 seconds per question", expect: { quizTimer: 20 } },
      { say: "call the quiz Capital Gains", expect: { title: /Capital Gains/ } },
    ],
  },
  {
    id: "flashcards",
    prompt: "flash cards to learn Spanish words: hola = hello, gato = cat, perro = dog, casa = house",
    expect: { text: [/hola|gato|perro|casa/], flip: ["hello", "cat", "dog", "house"] },
    then: [
      { say: "add the card libro = book", expect: { text: [/5/] } },
      { say: "add a card agua = water and rename the app to Palabras", expect: { title: /Palabras/, text: [/6/] } },
      { say: "make it red", expect: { accent: "red" } },
    ],
  },
  {
    id: "bakery",
    prompt: "Landing page for my bakery \"Crumb & Co\" in Lisbon with a hero, our menu, opening hours, testimonials and a contact form. Warm colours.",
    expect: { title: /Crumb & Co/, headings: [/menu/i, /hours/i, /contact|touch/i], text: [/Lisbon/], contact: true },
    then: [
      { say: "add an FAQ section", expect: { headings: [/FAQ|questions/i] } },
      { say: "change the headline to \"Bread worth waking up for\"", expect: { text: ["Bread worth waking up for"] } },
      { say: "drop the testimonials and say Order now on the main button", expect: { noHeadings: [/say|testimonial|love/i], text: ["Order now"] } },
    ],
  },
  {
    id: "sales",
    prompt: "sales dashboard showing revenue by month as a line chart, orders by region as bars, and KPI cards for revenue, orders and average order value",
    expect: { title: /sales/i, charts: [/revenue.*month/i, /orders.*region/i], text: [/revenue/i, /average order value/i] },
    then: [
      { say: "add a chart of revenue per region", expect: { charts: [/revenue.*region/i] } },
      { say: "make it blue and dark", expect: { accent: "blue", scheme: "dark" } },
      { say: "connect it to our live Postgres database", expect: { admits: /database/i, model: true } },
    ],
  },
  {
    id: "recipes",
    prompt: "recipe book: ingredients, steps, cooking time in minutes, difficulty easy/medium/hard. I want favourites and a search box.",
    expect: { add: { Name: "Pancakes", Ingredients: "2 eggs\n1 cup flour", Steps: "Mix\nFry", "Cooking time": "20", Difficulty: "Easy" }, shows: ["Pancakes", "2 eggs", "Fry", /20 min/, "Easy"], favourite: "Pancakes", search: { query: "pancak", keeps: "Pancakes" } },
    then: [
      { say: "add servings", expect: { fields: ["Servings"] } },
      { say: "add a cuisine dropdown: Italian, Thai, Mexican", expect: { options: { Cuisine: ["Italian", "Thai", "Mexican"] } } },
      { say: "let me filter by difficulty", expect: { filter: { label: /difficulty/i, option: "Easy", keeps: "Pancakes" } } },
    ],
  },
  {
    id: "stock",
    prompt: "Inventory for my workshop: item name, SKU, quantity, location and minimum stock. Warn me when something runs low. Export to CSV.",
    expect: { add: { "Item name": "M4 screws", SKU: "SC-4", Quantity: "3", Location: "Shelf 2", "Minimum stock": "10" }, shows: ["M4 screws", "SC-4", "Shelf 2", /low/i], button: /export|csv/i },
    then: [
      { say: "add unit price in dollars", expect: { fields: ["Unit price"], add: { "Item name": "Drill", Quantity: "2", "Unit price": "59.90" }, shows: ["$59.90"] } },
      { say: "rename SKU to Part number", expect: { fields: ["Part number"], shows: ["SC-4"] } },
      { say: "show me the total value of the stock", expect: { text: [/total value/i, /119\.80/] } },
    ],
  },
  {
    id: "crm",
    prompt: "small CRM for my business, contacts with company, email, phone, a stage (lead, contacted, won, lost) and notes",
    expect: { options: { Stage: ["Lead", "Contacted", "Won", "Lost"] }, add: { Name: "Jo Park", Company: "Acme", Email: "jo@acme.test", Phone: "+1 555 0100", Stage: "Lead", Notes: "met at fair" }, shows: ["Jo Park", "Acme", "jo@acme.test", "Lead"], invalid: { Email: "nope" } },
    then: [
      { say: "add 'proposal' between contacted and won", expect: { options: { Stage: ["Lead", "Contacted", "Proposal", "Won", "Lost"] } } },
      { say: "show it as a board by stage", expect: { columns: ["Lead", "Contacted", "Proposal", "Won", "Lost"], shows: ["Jo Park"] } },
      { say: "add deal value in £", expect: { fields: ["Deal value"], add: { Name: "Kim", "Deal value": "900" }, shows: [/£900/] } },
    ],
  },
  {
    id: "workouts",
    prompt: "workout log where I enter the exercise, sets, reps and weight in kg, and see a chart of my progress",
    expect: { add: { Exercise: "Squat", Sets: "5", Reps: "5", Weight: "100" }, shows: ["Squat", /100 ?kg/], chart: /weight|progress|week/i },
    then: [
      { say: "use pounds instead of kg", expect: { shows: [/100 ?lb/] } },
      { say: "remove the sets field", expect: { noFields: ["Sets"], shows: ["Squat"] } },
      { say: "add a weekly goal of 4 workouts", expect: { text: [/of 4|\/ ?4/] } },
    ],
  },
  {
    id: "water",
    prompt: "Water intake tracker, daily goal 8 glasses, with a progress ring and history for the week",
    expect: { text: [/8/], add: { Glasses: "2" }, text2: /2( glasses)? (of|\/) 8/, chart: /week|day/i },
    then: [
      { say: "change my goal to 10 glasses", expect: { text: [/2( glasses)? (of|\/) 10/] } },
      { say: "title: Drink Up!", expect: { title: /Drink Up!/ } },
      { say: "make it teal", expect: { accent: "teal" } },
    ],
  },
  {
    id: "mood",
    prompt: "mood journal. every day I pick a mood (great, good, okay, bad, awful) and write a note; show moods over time",
    expect: { options: { Mood: ["Great", "Good", "Okay", "Bad", "Awful"] }, add: { Mood: "Good", Note: "sunny walk" }, shows: ["Good", "sunny walk"], chart: /mood/i },
    then: [
      { say: "add a field for hours of sleep", expect: { fields: [/sleep/i] } },
      { say: "add a mood called anxious", expect: { options: { Mood: ["Anxious"] } } },
      { say: "warmer colours please", expect: { accent: "orange" } },
    ],
  },
  {
    id: "books",
    prompt: "reading list with author, number of pages, status (want to read, reading, finished) and a rating out of 5 stars",
    expect: { options: { Status: ["Want to read", "Reading", "Finished"] }, add: { Title: "Dune", Author: "Herbert", Pages: "412", Status: "Reading", Rating: "4" }, shows: ["Dune", "Herbert", "412", "Reading"] },
    then: [
      { say: "add genre", expect: { fields: ["Genre"] } },
      { say: "let me filter by status and sort by rating", expect: { filter: { label: /status/i, option: "Reading", keeps: "Dune" } } },
      { say: "set a goal of 24 books this year", expect: { text: [/24/] } },
    ],
  },
  {
    id: "survey",
    prompt: "Feedback form for our event: name, email (required), rating 1-5, would you recommend us (yes/no), comments",
    expect: { form: { fill: { Name: "Lea", Email: "lea@x.test", Rating: "5", "Would you recommend us": "Yes", Comments: "lovely" }, missing: "Email" } },
    then: [
      { say: "make the name required too", expect: { required: "Name" } },
      { say: "add a question: which session did you like best? options keynote, workshop, panel", expect: { options: { "Which session did you like best": ["Keynote", "Workshop", "Panel"] } } },
      { say: "the submit button should say Send feedback", expect: { button: /^Send feedback$/ } },
    ],
  },
  {
    id: "invoice",
    prompt: "invoice maker: client, invoice number, date, line items with quantity and unit price, VAT 20%, total, print button",
    expect: { add: { Client: "Acme", "Invoice number": "7" }, lines: { Description: "Work", Quantity: "3", "Unit price": "50" }, shows: ["Acme", /180\.00/], button: /print/i },
    then: [
      { say: "VAT should be 10%", expect: { shows: [/165\.00/] } },
      { say: "add a due date", expect: { fields: ["Due date"] } },
      { say: "mark invoices as paid", expect: { fields: ["Paid"] } },
    ],
  },
  {
    id: "meals",
    prompt: "weekly meal planner with breakfast, lunch and dinner for every day",
    expect: { text: ["Monday", "Sunday", "Breakfast", "Lunch", "Dinner"], cell: { row: "Breakfast", column: "Monday", value: "Porridge" } },
    then: [
      { say: "add a snack row", expect: { text: ["Snack"] } },
      { say: "start the week on sunday", expect: { first: "Sunday" } },
      { say: "make it pink", expect: { accent: "pink" } },
    ],
  },
  {
    id: "units",
    prompt: "unit converter for km and miles, kg and pounds, celsius and fahrenheit",
    expect: { convert: [["Kilometres", "Miles", "10", /6\.21/], ["Celsius", "Fahrenheit", "100", /212/]] },
    then: [
      { say: "add litres and gallons", expect: { convert: [["Litres", "Gallons", "10", /2\.64|2\.2/]] } },
      { say: "name it Swap", expect: { title: /Swap/ } },
      { say: "darker theme", expect: { scheme: "dark" } },
    ],
  },
  {
    id: "loan",
    prompt: "mortgage calculator: loan amount, interest rate, years; shows the monthly payment and the total interest",
    expect: { calc: { fill: { "Loan amount": "200000", "Interest rate": "3", Years: "30" }, result: [/843\.21/, /103,?55\d/] } },
    then: [
      { say: "default to 25 years", expect: { value: { Years: "25" } } },
      { say: "use pounds sterling", expect: { text: [/£/] } },
      { say: "add a field for the deposit", expect: { fields: ["Deposit"] } },
    ],
  },
  {
    id: "stopwatch",
    prompt: "stopwatch with laps",
    expect: { stopwatch: true },
    then: [
      { say: "rename to Lap Master", expect: { title: /Lap Master/ } },
      { say: "color: #e11d48", expect: { accent: "red" } },
      { say: "dark please", expect: { scheme: "dark" } },
    ],
  },
  {
    id: "hiit",
    prompt: "HIIT interval timer: 40 seconds work, 20 seconds rest, 8 rounds",
    expect: { text: ["00:40", /8/], runs: /00:3\d/ },
    then: [
      { say: "make it 10 rounds", expect: { text: [/10/] } },
      { say: "rest for 15 seconds", expect: { text: [/15/] } },
      { say: "green theme and call it Sweat", expect: { title: /Sweat/, accent: "green" } },
    ],
  },
  {
    id: "notes",
    prompt: "a note taking app with tags, search, pinning and dark mode",
    expect: { add: { Title: "Ideas", Note: "build a boat", Tags: "wood" }, shows: ["Ideas", "build a boat", "wood"], pin: "Ideas", search: { query: "boat", keeps: "Ideas" } },
    then: [
      { say: "add colours to the notes", expect: { fields: [/colou?r/i] } },
      { say: "change the search placeholder to \"Find a note…\"", expect: { placeholder: "Find a note…" } },
      { say: "add login with google", expect: { admits: /log ?in|sign/i, model: true } },
    ],
  },
  {
    id: "subscriptions",
    prompt: "keep track of my subscriptions: name, price per month in €, renewal date, category; show what they cost me in total per month",
    expect: { add: { Name: "Stream", "Price per month": "9.99", "Renewal date": "2030-03-04", Category: "*" }, shows: ["Stream", /€9\.99/], text: [/total/i, /9\.99/] },
    then: [
      { say: "the categories should be video, music, software", expect: { options: { Category: ["Video", "Music", "Software"] } } },
      { say: "highlight those renewing within 7 days", expect: { text: [/7 days|soon/i] } },
      { say: "remove the renewal date", expect: { noFields: ["Renewal date"], shows: ["Stream"] } },
    ],
  },
  {
    id: "chores",
    prompt: "Chore chart for the kids Anna, Ben and Cleo: every chore has points and who does it, check off when done, show points per kid",
    expect: { add: { Chore: "Dishes", Points: "5", "*kid": "Anna" }, shows: ["Dishes", "Anna"], complete: "Dishes", chart: /points/i },
    then: [
      { say: "add Dan to the kids", expect: { options: { "*kid": ["Anna", "Ben", "Cleo", "Dan"] } } },
      { say: "make it playful, yellow", expect: { accent: "yellow" } },
      { say: "start over: a simple shopping list with quantity and aisle, check things off", expect: { title: /shopping/i, add: { Item: "Milk", Quantity: "2", Aisle: "Dairy" }, shows: ["Milk", "Dairy"], complete: "Milk" } },
    ],
  },
];
