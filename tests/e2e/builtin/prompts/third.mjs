// Thirty more, written before the generator saw any of them: short and long ones, shop talk, lists
// with dashes, units of all kinds, typing errors, British and American English.
export default [
  {
    id: "running",
    prompt: "I'm training for a half marathon. I need a running log where I put in the date, distance (km), time in minutes, how I felt (great / ok / awful) and the shoes I wore. Show me total kilometres this month and a bar chart per week.",
    expect: { add: { Distance: "12.5", Time: "70", Shoes: "Pegasus" }, shows: [/12\.5 ?km/, "Pegasus", /70 ?min/], options: { "*felt": ["Great", "OK", "Awful"] }, chart: /week/i, text: [/total/i] },
    then: [
      { say: "I also want to log heart rate in bpm", expect: { fields: ["Heart rate"], add: { Distance: "5", Time: "30", "Heart rate": "152" }, shows: [/152 ?bpm/, "Pegasus"] } },
      { say: "Set a goal of 120 km per month", expect: { text: [/of 120/] } },
      { say: "Change the name to Road to 21K and give it a coral look", expect: { title: /Road to 21K/ } },
    ],
  },
  {
    id: "mtg",
    prompt: "card collection for magic the gathering, fields: card name, set, rarity (common, uncommon, rare, mythic), foil y/n, quantity, price in $",
    expect: { add: { "Card name": "Lightning Bolt", Set: "Alpha", Rarity: "Rare", Quantity: "4", Price: "3.20" }, shows: ["Lightning Bolt", "Alpha", "Rare", "$3.20"], fields: ["Foil"], options: { Rarity: ["Common", "Uncommon", "Rare", "Mythic"] } },
    then: [
      { say: "show me what the whole collection is worth", expect: { text: [/12\.80/] } },
      { say: "let me filter on rarity and on set", expect: { filter: { label: /rarity/i, option: "Rare", keeps: "Lightning Bolt" } } },
      { say: "add condition - near mint, lightly played, damaged", expect: { options: { Condition: ["Near mint", "Lightly played", "Damaged"] } } },
    ],
  },
  {
    id: "sprint",
    prompt: "Trello-like board for our sprint: To Do, Doing, Blocked, Done. Each card: title, story points, owner, label (bug, feature, chore)",
    expect: { columns: ["To Do", "Doing", "Blocked", "Done"], add: { Title: "Fix CSV export", "Story points": "3", Owner: "Priya", Label: "Bug" }, shows: ["Fix CSV export", "Priya", "Bug", "3"], move: { card: "Fix CSV export", to: "Blocked" } },
    then: [
      { say: "add a QA column before Done", expect: { columns: ["To Do", "Doing", "Blocked", "QA", "Done"] } },
      { say: "delete the Blocked column", expect: { columns: ["To Do", "Doing", "QA", "Done"], shows: ["Fix CSV export"] } },
      { say: "Please show the total story points on top", expect: { text: [/total story points/i] } },
    ],
  },
  {
    id: "moodlog",
    prompt: "a simple mood tracker: mood from 1 to 10, what happened, hours slept",
    expect: { add: { Mood: "7", "What happened": "Long walk", "Hours slept": "8" }, shows: ["Long walk", "8"] },
    then: [
      { say: "add a line graph of my mood over time", expect: { chart: /mood/i } },
      { say: "add tags", expect: { add: { Mood: "4", "What happened": "Deadline", Tags: "work, stress" }, shows: ["Deadline", "stress"] } },
      { say: "start in light mode and use a calm lavender", expect: { scheme: "light", accent: "purple" } },
    ],
  },
  {
    id: "hiitcustom",
    prompt: "interval timer, 8 rounds, 40 sec work / 20 sec rest",
    expect: { text: ["00:40", "00:20", /of 8/] },
    then: [
      { say: "make it 10 rounds", expect: { text: [/of 10/] } },
      { say: "rest 15 seconds", expect: { text: ["00:15"] } },
      { say: "call it Sweat", expect: { title: /Sweat/ } },
    ],
  },
  {
    id: "mpg",
    prompt: "Fuel cost calculator: distance in miles, fuel economy in mpg and price per gallon. Show the gallons needed and the total cost.",
    expect: { calc: { fill: { Distance: "300", "Fuel economy": "30", "Price per gallon": "4" }, result: [/10/, /40/] } },
    then: [
      { say: "set the price per gallon to 3.5 by default", expect: { value: { "Price per gallon": "3.5" } } },
      { say: "add the number of passengers and show the cost per passenger", expect: { calc: { fill: { Distance: "300", "Fuel economy": "30", "Price per gallon": "4", Passengers: "4" }, result: [/10\.00/] } } },
      { say: "rename it Road Trip Costs", expect: { title: /Road Trip Costs/ } },
    ],
  },
  {
    id: "discount",
    prompt: "discount calculator – original price, discount % and sales tax %, tells me what I pay and how much I save",
    expect: { calc: { fill: { "Original price": "200", Discount: "25", "Sales tax": "10" }, result: [/165/, /50/] } },
    then: [
      { say: "in pounds", expect: { text: [/£/] } },
      { say: "default discount of 20%", expect: { value: { Discount: "20" } } },
      { say: "make the accent red", expect: { accent: "red" } },
    ],
  },
  {
    id: "solarquiz",
    prompt: "Make a quiz on the solar system with these questions: Which planet is the largest? (Jupiter, Mars, Venus) How many moons does Mars have? (2, 0, 14) Which planet is closest to the sun? (Mercury, Earth, Saturn)",
    expect: { quiz: { questions: 3 } },
    then: [
      { say: "add another question: Which planet has the brightest rings? Saturn, Uranus or Neptune", expect: { quiz: { questions: 4 } } },
      { say: "mix up the order of the questions", expect: { quiz: { questions: 4 } } },
      { say: "dark theme with a deep blue", expect: { scheme: "dark", accent: "blue" } },
    ],
  },
  {
    id: "german",
    prompt: "vocabulary flashcards English-German: the dog - der Hund, the cat - die Katze, the tree - der Baum",
    expect: { text: [/the (dog|cat|tree)|3/], flip: ["der Hund", "die Katze", "der Baum"] },
    then: [
      { say: "add: the bread - das Brot", expect: { text: [/4/] } },
      { say: "rename to Wortschatz", expect: { title: /Wortschatz/ } },
      { say: "pronounce the words aloud", expect: { admits: /voice|speech/i, model: true } },
    ],
  },
  {
    id: "rsvpform",
    prompt: "RSVP form for our housewarming party: full name (required), email, will you come? (yes, no, maybe), number of guests, food allergies, a message for us",
    expect: { form: { fill: { "Full name": "Ada L.", Email: "ada@x.test", "*will you come": "Maybe", "*guests": "2", "Food allergies": "Nuts" }, missing: "Full name" } },
    then: [
      { say: "make email mandatory as well", expect: { required: "Email" } },
      { say: "Change the thank you message to \"See you on Saturday!\"", expect: { title: /housewarming|rsvp/i } },
      { say: "e-mail me every answer", expect: { admits: /e-?mail/i, model: true } },
    ],
  },
  {
    id: "dentist",
    prompt: "website for a dental practice in Leeds. Name: Bright Smiles. Sections: services (check-ups, whitening, implants), meet the team, prices, opening times, and how to book an appointment",
    expect: { title: /Bright Smiles/, headings: [/services/i, /team/i, /pric/i, /opening|hours/i], text: [/whitening/i, /implants/i, /Leeds/] },
    then: [
      { say: "add a reviews section", expect: { headings: [/review|say/i] } },
      { say: "use mint green as the main colour", expect: { accent: "green" } },
      { say: "let patients pay online", expect: { admits: /payment/i, model: true } },
    ],
  },
  {
    id: "saas",
    prompt: "Landing page for \"Tidepool\", a SaaS that helps marine biologists track species. Hero, features, pricing with three plans (Free $0, Pro $19, Lab $99), FAQ, and sign up for updates",
    expect: { title: /Tidepool/, headings: [/feature/i, /pric/i, /FAQ|question/i], text: ["$19", "$99", "Lab"] },
    then: [
      { say: "change the Pro price to $25", expect: { text: ["$25"], noText: [/\$19/] } },
      { say: "move FAQ above pricing", expect: { headings: [/FAQ|question/i] } },
      { say: "Headline: Every species counts", expect: { text: ["Every species counts"] } },
    ],
  },
  {
    id: "coffeeshop",
    prompt: "Dashboard for a coffee shop: daily revenue, number of customers, and best selling drink category (espresso, filter, tea). Line chart for revenue, donut for categories.",
    expect: { charts: [/revenue/i, /categor/i], text: [/revenue/i, /customers/i] },
    then: [
      { say: "add average revenue per customer as a KPI", expect: { text: [/average|per customer/i] } },
      { say: "remove the donut", expect: { charts: [/revenue/i] } },
      { say: "currency should be euro", expect: { text: [/€/] } },
    ],
  },
  {
    id: "recipesveg",
    prompt: "Vegan recipe collection. title, servings, prep time (min), cook time (min), cuisine (Italian, Indian, Mexican, Thai), ingredients list, method and a photo. I want to search and filter by cuisine, and to mark favorites",
    expect: { add: { Title: "Dal", Servings: "4", "Prep time": "10", "Cook time": "30", Cuisine: "Indian", Ingredients: "lentils\ncumin", Method: "Boil" }, shows: ["Dal", "lentils", "Indian", /30 ?min/], filter: { label: /cuisine/i, option: "Indian", keeps: "Dal" }, favourite: "Dal", search: { query: "dal", keeps: "Dal" } },
    then: [
      { say: "add Japanese to cuisines", expect: { options: { Cuisine: ["Italian", "Indian", "Mexican", "Thai", "Japanese"] } } },
      { say: "rename method to instructions", expect: { fields: ["Instructions"], shows: ["Boil"] } },
      { say: "add difficulty with easy, medium and hard, and make it required", expect: { options: { Difficulty: ["Easy", "Medium", "Hard"] }, required: "Difficulty" } },
    ],
  },
  {
    id: "flatmates",
    prompt: "chore list for 3 flatmates (Ana, Bo, Cy): what needs doing, who's turn it is, how often (daily, weekly, monthly), done?",
    expect: { options: { "*often": ["Daily", "Weekly", "Monthly"] }, text: [/chore/i], add: { "*what": "Bins", "*often": "Weekly" }, shows: ["Bins"] },
    then: [
      { say: "add a due date", expect: { fields: ["Due date"] } },
      { say: "sort by due date", expect: { sorted: /due date/i } },
      { say: "notify us by text message", expect: { admits: /messages/i, model: true } },
    ],
  },
  {
    id: "notes3",
    prompt: "minimal note taking app. notes with a title and body, colour labels, pin important ones to the top and search",
    expect: { add: { Title: "Wifi", "~body|note|text|content": "password is tea" }, shows: ["Wifi", "password is tea"], pin: "Wifi", search: { query: "tea", keeps: "Wifi" } },
    then: [
      { say: "organise notes in folders: Work, Private, Ideas", expect: { options: { Folder: ["Work", "Private", "Ideas"] } } },
      { say: "let me archive notes", expect: { button: /archive/i } },
      { say: "dark please", expect: { scheme: "dark" } },
    ],
  },
  {
    id: "savings",
    prompt: "Savings goals app. For each goal: name, target amount (€), saved so far (€), deadline. Show progress towards each goal.",
    expect: { add: { Name: "Bike", "Target amount": "800", "*saved": "200" }, shows: ["Bike", "€800", "€200", /25 ?%/] },
    then: [
      { say: "add a priority from 1 to 5", expect: { fields: ["Priority"] } },
      { say: "what have I saved in total? show that", expect: { text: [/total/i, /€200/] } },
      { say: "call it Piggy", expect: { title: /Piggy/ } },
    ],
  },
  {
    id: "garden",
    prompt: "Vegetable patch planner / log. crop, variety, sown on, expected harvest date, bed number, notes. warn me when the harvest is less than 7 days away",
    expect: { add: { Crop: "Carrot", Variety: "Nantes", "Bed number": "2", Notes: "thin out" }, shows: ["Carrot", "Nantes", "2", "thin out"], fields: ["Sown on", "Expected harvest date"] },
    then: [
      { say: "add yield in kg", expect: { fields: ["Yield"], add: { Crop: "Bean", Yield: "1.5" }, shows: [/1\.5 ?kg/] } },
      { say: "chart of yield per crop", expect: { charts: [/yield/i] } },
      { say: "remove variety", expect: { noFields: ["Variety"], shows: ["Carrot"] } },
    ],
  },
  {
    id: "crmlite",
    prompt: "small CRM for a wedding photographer — client name, email, phone, wedding date, venue, package (Basic £900, Premium £1500), stage: enquiry, quoted, booked, delivered; deposit paid checkbox",
    expect: { add: { "Client name": "Kay & Lee", Email: "k@x.test", Phone: "0777", Venue: "Barn", Package: "*", Stage: "Quoted" }, shows: ["Kay & Lee", "k@x.test", "Barn", "Quoted"], options: { Stage: ["Enquiry", "Quoted", "Booked", "Delivered"] }, fields: ["Deposit paid", "Wedding date"] },
    then: [
      { say: "show it as a board with one column per stage", expect: { columns: ["Enquiry", "Quoted", "Booked", "Delivered"], shows: ["Kay & Lee"] } },
      { say: "add a lost stage at the end", expect: { columns: ["Enquiry", "Quoted", "Booked", "Delivered", "Lost"] } },
      { say: "send automatic reminders via WhatsApp", expect: { admits: /messages/i, model: true } },
    ],
  },
  {
    id: "countdown",
    prompt: "count down the days to our wedding on 12 June 2031",
    expect: { text: [/days/i, /2031/], title: /wedding/i },
    then: [
      { say: "it was moved to 3 July 2031", expect: { text: [/July/] } },
      { say: "make it rose coloured", expect: { accent: "pink" } },
      { say: "title should be Forever Starts", expect: { title: /Forever Starts/ } },
    ],
  },
  {
    id: "temp",
    prompt: "I need to convert celsius to fahrenheit and kelvin, and also kilograms to pounds and ounces",
    expect: { convert: [["Celsius", "Fahrenheit", "100", /212/], ["Kilograms", "Pounds", "10", /22\.04/]] },
    then: [
      { say: "add miles and kilometers", expect: { convert: [["Miles", "Kilometres", "1", /1\.60/]] } },
      { say: "make it yellow", expect: { accent: "yellow" } },
      { say: "title: Convertomat", expect: { title: /Convertomat/ } },
    ],
  },
  {
    id: "inventory",
    prompt: "Stock list for a small brewery. Beer name, style (IPA, stout, lager, sour), ABV in %, bottles in stock, best before date. Highlight anything with fewer than 24 bottles. Plus and minus buttons for the stock",
    expect: { add: { "Beer name": "Hazy Days", Style: "IPA", ABV: "6.2", "*bottles": "12" }, shows: ["Hazy Days", "IPA", /6\.2 ?%/, "12", /low/i], fields: [/best before/i] },
    then: [
      { say: "add porter as another style", expect: { options: { Style: ["IPA", "Stout", "Lager", "Sour", "Porter"] } } },
      { say: "download as spreadsheet", expect: { button: /csv/i } },
      { say: "scan bar codes", expect: { admits: /camera|scan/i, model: true } },
    ],
  },
  {
    id: "reading",
    prompt: "Book tracker like goodreads: title, author, pages, status (want to read, reading, finished), stars, finished on. yearly goal of 24 books",
    expect: { add: { Title: "Dune", Author: "Herbert", Pages: "600", Status: "Reading" }, shows: ["Dune", "Herbert", "600", "Reading"], text: [/24/] },
    then: [
      { say: "bump the goal up to 30", expect: { text: [/30/], noText: [/of 24/] } },
      { say: "I'd like a genre too: fiction, sci-fi, biography", expect: { options: { Genre: ["Fiction", "Sci-fi", "Biography"] } } },
      { say: "bar chart: books by genre", expect: { charts: [/genre/i] } },
    ],
  },
  {
    id: "meetings",
    prompt: "app for meeting minutes - date, attendees, agenda, decisions, action items",
    expect: { add: { Attendees: "Jo, Al", Agenda: "Budget", Decisions: "Hire", "Action items": "Write ad" }, shows: [/Budget/, /Hire/, /Write ad/, /Jo/] },
    then: [
      { say: "add a title and put it first", expect: { fields: ["Title"] } },
      { say: "I'd like to print them", expect: { button: /print/i } },
      { say: "let AI summarise the minutes", expect: { admits: /AI/, model: true } },
    ],
  },
  {
    id: "weekmeals",
    prompt: "weekly meal planner with breakfast, lunch, dinner and snacks",
    expect: { text: ["Monday", "Sunday", "Breakfast", "Snacks"], cell: { row: "Lunch", column: "Tuesday", value: "Soup" } },
    then: [
      { say: "drop snacks", expect: { noText: [/Snacks/] } },
      { say: "start the week on sunday", expect: { first: "Sunday" } },
      { say: "make it olive green", expect: { accent: ["yellow", "green"] } },
    ],
  },
  {
    id: "mortgage",
    prompt: "mortgage calculator: loan amount, interest rate, years. Show monthly payment, total interest",
    expect: { calc: { fill: { "Loan amount": "200000", "Interest rate": "6", Years: "30" }, result: [/1,199\.10/, /231,67\d/] } },
    then: [
      { say: "default interest rate 4.5", expect: { value: { "Interest rate": "4.5" } } },
      { say: "add down payment", expect: { calc: { fill: { "Loan amount": "200000", "Down payment": "100000", "Interest rate": "6", Years: "30" }, result: [/599\.55/] } } },
      { say: "Use Swiss francs", expect: { text: [/CHF/] } },
    ],
  },
  {
    id: "petcare",
    prompt: "Pet care tracker!! pets: Rex and Mimi. things like feeding, walks, grooming, vet. each entry has a pet, type, date and time, notes",
    expect: { add: { Pet: "Rex", Notes: "good boy" }, shows: ["Rex", "good boy"], options: { Pet: ["Rex", "Mimi"], Type: ["Feeding", "Walks", "Grooming", "Vet"] }, fields: ["Date", "Time"] },
    then: [
      { say: "add Coco as a pet", expect: { options: { Pet: ["Rex", "Mimi", "Coco"] } } },
      { say: "show only Rex's entries when I pick him", expect: { filter: { label: /pet/i, option: "Rex", keeps: "Rex" } } },
      { say: "brown & cosy colours", expect: { accent: "orange" } },
    ],
  },
  {
    id: "todo3",
    prompt: "todo liste with catagories (uni, work, home) and a deadlne, i wanna be able to tick things off and hide finnished ones",
    expect: { add: { "~task|name|title": "Essay", Category: "Uni" }, shows: ["Essay", "Uni"], options: { Category: ["Uni", "Work", "Home"] }, fields: [/deadline|deadlne/i], complete: "Essay" },
    then: [
      { say: "put the newest on top", expect: { shows: ["Uni"] } },
      { say: "add subtasks", expect: { add: { "~task|name|title": "Trip", "*subtasks": "pack\nbook" }, shows: ["Trip", "pack"] } },
      { say: "chnage colour to turquise", expect: { accent: "teal" } },
    ],
  },
  {
    id: "movies",
    prompt: "A watchlist for films and series. Fields:\n- title\n- type: film or series\n- platform (Netflix, Disney+, Prime, Other)\n- year\n- watched (checkbox)\n- my rating (1-5)\n- review",
    expect: { add: { Title: "Arrival", Type: "Film", Platform: "Prime", Year: "2016", "*rating": "5", Review: "wow" }, shows: ["Arrival", "Film", "Prime", "2016", "wow"], options: { Platform: ["Netflix", "Disney+", "Prime", "Other"] }, fields: ["Watched"] },
    then: [
      { say: "rename platform to \"Where to watch\"", expect: { fields: ["Where to watch"], shows: ["Prime"] } },
      { say: "show it as a grid of cards", expect: { shows: ["Arrival"] } },
      { say: "pull the posters from IMDb", expect: { admits: /live data|services/i, model: true } },
    ],
  },
  {
    id: "wardrobe",
    prompt: "I would like an app in which I can keep an overview of my clothes: item, kind (tops, trousers, shoes, coats), season, size, where I bought it, what it cost me in euros, times worn. Ideally it calculates the cost per wear.",
    expect: { add: { Item: "Jacket", Kind: "Coats", Size: "*", "*cost": "90", "Times worn": "30" }, shows: ["Jacket", "Coats", "€90", "30", /€3(\.00)?\b/], fields: ["Season", /bought/i] },
    then: [
      { say: "Add the colour of the item", expect: { fields: [/colou?r/i] } },
      { say: "how much did I spend altogether? put it at the top", expect: { text: [/total/i, /€90/] } },
      { say: "the empty text should say Nothing to wear", expect: { shows: ["Jacket"] } },
    ],
  },
];
