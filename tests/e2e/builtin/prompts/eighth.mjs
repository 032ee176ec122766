// Fifteen in the words of people who think of their day, not of an app: medicines, a theatre, a
// helpdesk, a dog hotel.
export default [
  {
    id: "tablets",
    prompt: "I keep forgetting my tablets. Please make an app where I list my medicines - name, dose in mg, how often (once a day, twice a day, three times a day), whether to take it with food, pills left, and when the prescription runs out. Warn me when there are fewer than 10 pills left and let me tick each one off for today.",
    expect: {
      types: { Dose: "number", "*how often": "select", "*with food": "checkbox", "Pills left": "number", "~prescription|runs out": "date" }, options: { "*how often": ["Once a day", "Twice a day", "Three times a day"] },
      add: [{ Name: "Metformin", Dose: "500", "*how often": "Twice a day", "Pills left": "6" }, { Name: "Zinc", Dose: "10", "Pills left": "60" }], shows: ["Metformin", /500 ?mg/, "Twice a day"], flagged: ["Metformin", "Zinc"], tick: "Zinc",
    },
    then: [
      { say: "Rename pills left to tablets left", expect: { fields: ["Tablets left"], noFields: ["Pills left"], flagged: ["Metformin", "Zinc"] } },
      { say: "Which doctor prescribed it? Dr. Meyer or Dr. Singh", expect: { options: { "~doctor|prescribed": ["Dr. Meyer", "Dr. Singh"] } } },
      { say: "sort by when the prescription runs out, soonest first", expect: { sorted: /prescription|runs out|soonest/i } },
    ],
  },
  {
    id: "garage",
    prompt: "Car maintenance log - vehicle (Golf / Transit van / Vespa), date, odometer in miles, work done, garage, cost in £, parts replaced (one per line). I want the total cost, the average cost and a bar chart of cost per vehicle.",
    expect: {
      options: { Vehicle: ["Golf", "Transit van", "Vespa"] }, types: { Odometer: "number", Cost: "number", "Parts replaced": "textarea", Date: "date", Garage: "text", "Work done": "text|textarea" },
      add: [{ Vehicle: "Vespa", Odometer: "12000", "Work done": "New belt", Garage: "Scoot & Co", Cost: "80", "Parts replaced": "belt\nplug" }, { Vehicle: "Golf", "Work done": "Oil", Cost: "120" }],
      shows: ["Vespa", /12,000 ?mi/, "Scoot & Co", "£80", "plug"], text: [/total cost/i, /£200/, /average cost/i, /£100/], chart: /cost.*vehicle/i,
    },
    then: [
      { say: "only let me enter costs between 0 and 5000", expect: { invalid: { Cost: "9000" } } },
      { say: "add 'Next service at' in miles", expect: { types: { "Next service at": "number" }, add: [{ Vehicle: "Golf", "Next service at": "80000" }], shows: [/80,000 ?mi/] } },
      { say: "navy blue theme", expect: { accent: "blue" } },
    ],
  },
  {
    id: "dailies",
    prompt: "Track my daily habits: meditate, read 20 pages, no sugar, stretch. I want to tick them every day, see the current streak and the longest streak, and how many % I completed in the last 30 days.",
    expect: { shows: ["Meditate", "Read 20 pages", "No sugar", "Stretch"], tick: "Meditate", streak: /1/, text: [/longest|best/i, /%/, /30 days/i] },
    then: [
      { say: "Add another habit: cold shower", expect: { text: ["Cold shower", "Meditate"] } },
      { say: "I'd like a chart of the completed habits per week", expect: { chart: /week/i } },
      { say: "remove the streaks", expect: { noText: [/streak/i] } },
    ],
  },
  {
    id: "theatre",
    prompt: "To-do list for our theatre production. Tasks belong to a department: lighting, sound, costumes, props or front of house. Each has a person responsible, a deadline, a priority from 1 to 3 and gets ticked off when it's finished. I need to filter by department and by person, see overdue tasks in red, and a progress bar showing how much is done.",
    expect: {
      options: { Department: ["Lighting", "Sound", "Costumes", "Props", "Front of house"] }, types: { Deadline: "date", "~person|responsible": "text", Priority: "select|number|radio" },
      add: [{ "~^task|title|name": "Hang lamps", Department: "Lighting", "~person|responsible": "Uma", Deadline: "2020-01-01" }, { "~^task|title|name": "Sew hats", Department: "Costumes", "~person|responsible": "Vic" }],
      shows: ["Hang lamps", "Uma", /overdue/i], flagged: ["Hang lamps", "Sew hats"], filter: { label: /department/i, option: "Lighting", keeps: "Hang lamps", hides: "Sew hats" }, filterHas: /person|responsible/i, text: [/0 of 2|0 ?%|done/i],
    },
    then: [
      { say: "add a stage management department", expect: { options: { Department: ["Lighting", "Sound", "Costumes", "Props", "Front of house", "Stage management"] } } },
      { say: "sort by deadline by default", expect: { sorted: /deadline/i } },
      { say: "make it dark with a gold accent", expect: { scheme: "dark", accent: ["yellow", "orange"] } },
    ],
  },
  {
    id: "helpdesk",
    prompt: "support ticket board for the IT helpdesk: columns New, Assigned, Waiting on user, Resolved. A ticket has a summary, requester, device (laptop/phone/printer/other), urgency low-medium-high-critical, opened on. No more than 3 tickets in Assigned.",
    expect: {
      columns: ["New", "Assigned", "Waiting on user", "Resolved"], options: { Device: ["Laptop", "Phone", "Printer", "Other"], Urgency: ["Low", "Medium", "High", "Critical"] }, types: { "Opened on": "date" },
      add: [{ Summary: "No wifi", Requester: "Pam", Device: "Laptop", Urgency: "High" }], shows: ["No wifi", "Pam", "Laptop", "High"], move: { card: "No wifi", to: "Assigned" }, text: [/[01] ?\/ ?3|[01] of 3|(max|limit).{0,8}3/i],
    },
    then: [
      { say: "add a column Closed at the end", expect: { columns: ["New", "Assigned", "Waiting on user", "Resolved", "Closed"] } },
      { say: "'Waiting on user' should be called 'On hold'", expect: { columns: ["New", "Assigned", "On hold", "Resolved", "Closed"] } },
      { say: "show the tickets per urgency as a donut chart", expect: { chart: /urgency/i } },
    ],
  },
  {
    id: "vault",
    prompt: "A notes app with folders (Personal, Work, Journal). Notes have a title, a long text, tags and a last edited date. I'd like to pin notes, archive old ones, search the text and see the word count of each note.",
    expect: {
      options: { Folder: ["Personal", "Work", "Journal"] }, types: { "~text|body|content|note": "textarea" }, add: [{ Title: "Trip", Folder: "Journal", "~text|body|content": "we walked along the coast", "*tags": "holiday" }],
      shows: ["Trip", "coast", "Journal", "holiday", /5 words/i], pin: "Trip", search: { query: "coast", keeps: "Trip" }, text: [/archive/i],
    },
    then: [
      { say: "let me download all my notes", expect: { download: /export|download/i } },
      { say: "Add a folder called Recipes and remove Work", expect: { options: { Folder: ["Personal", "Journal", "Recipes"] }, noOptions: { Folder: ["Work"] } } },
      { say: "share notes with colleagues by link", expect: { admits: /shar/i, model: true } },
    ],
  },
  {
    id: "boxing",
    prompt: "a boxing round timer: 12 rounds of 3 minutes with 1 minute rest, a warning 10 seconds before a round ends and a bell sound",
    expect: { text: [/0?3:00/, /of 12/, /warn|10 s/i] },
    then: [
      { say: "make rounds 2 minutes", expect: { text: [/0?2:00/, /of 12/] } },
      { say: "only 6 rounds", expect: { text: [/of 6/] } },
      { say: "call it Ring Time and use red", expect: { title: /Ring Time/, accent: "red" } },
    ],
  },
  {
    id: "paint",
    prompt: "Paint calculator: wall width and wall height in metres, number of coats, coverage in m² per litre, price per litre in €. Work out the wall area, the litres needed and the total cost.",
    expect: { calc: { fill: { "*width": "5", "*height": "2", "*coats": "2", "*coverage": "10", "*price": "20" }, result: [/\b10\b/, /\b2\b/, /€40/] } },
    then: [
      { say: "subtract the doors: number of doors, each 2 m²", expect: { reply: /left out.*doors/i } },
      { say: "two coats and a coverage of 12 by default", expect: { value: { "*coats": "2", "*coverage": "12" } } },
      { say: "also show the cost per m²", expect: { calc: { fill: { "*width": "5", "*height": "2", "*coats": "2", "*coverage": "10", "*price": "20" }, result: [/cost per m²/i, /€4\b/] } } },
    ],
  },
  {
    id: "nestegg",
    prompt: "Savings calculator: monthly deposit, annual interest in % and number of years. Tell me the final balance, how much I paid in and the interest earned.",
    expect: { calc: { fill: { "*deposit": "100", "*interest": "6", "*years": "10" }, result: [/16,387\.9|16,470/, /12,000/, /4,387\.9|4,470/] } },
    then: [
      { say: "add a starting amount", expect: { calc: { fill: { "~start|initial": "1000", "*deposit": "100", "*interest": "0", "*years": "10" }, result: [/13,000/] } } },
      { say: "currency is CHF", expect: { text: [/CHF/] } },
      { say: "interest should be 4% to begin with", expect: { value: { "*interest": "4" } } },
    ],
  },
  {
    id: "elements",
    prompt: "Quiz about chemical symbols for class 8b. Gold - Au, Silver - Ag, Iron - Fe, Lead - Pb, Sodium - Na. Multiple choice with four answers, tell them if they were right after every question and give a percentage at the end. Keep the best score.",
    expect: { quizAnswers: { Gold: "Au", Silver: "Ag", Iron: "Fe", Lead: "Pb", Sodium: "Na" }, text: [/best/i] },
    then: [
      { say: "add Copper - Cu", expect: { quizAnswers: { Gold: "Au", Silver: "Ag", Iron: "Fe", Lead: "Pb", Sodium: "Na", Copper: "Cu" } } },
      { say: "they need 60 percent to pass", expect: { reply: /60/ } },
      { say: "10 seconds per question", expect: { quizTimer: 10 } },
    ],
  },
  {
    id: "beach",
    prompt: "Volunteer sign-up for our beach clean-up: full name*, e-mail*, mobile, age group (under 18 / 18-30 / 31-60 / over 60), which day can you come: Saturday, Sunday or both, do you bring your own gloves?, how did you hear about us (dropdown: friends, poster, social media), anything else we should know. * = required. Afterwards it should say \"Thanks, see you on the beach!\"",
    expect: {
      formTypes: { "Full name": "text", "~e-?mail": "email", Mobile: "tel", "Age group": "select|radio", "*day": "select|radio", "*gloves": "checkbox|select|radio", "*hear": "select", "*anything else": "textarea" },
      options: { "Age group": ["Under 18", "18-30", "31-60", "Over 60"], "*hear": ["Friends", "Poster", "Social media"], "*day": ["Saturday", "Sunday", "Both"] },
      sends: { fill: { "Full name": "Rob", "~e-?mail": "rob@example.com" }, says: "Thanks, see you on the beach!" },
    },
    then: [
      { say: "mobile must be filled in too", expect: { required: "Mobile" } },
      { say: "Add a field for the emergency contact's phone number", expect: { formTypes: { "*emergency": "tel" } } },
      { say: "the heading should be Clean Coast 2031", expect: { title: /Clean Coast 2031/ } },
    ],
  },
  {
    id: "dogs",
    prompt: "Landing page for \"Paws & Relax\", a dog hotel near Bristol. Hero with a \"Book a stay\" button, why us (24h staff, heated kennels, 5 acres of fields), three packages: Day care £25, Overnight £40, Long stay £35 per night; reviews, FAQ (Do you take puppies? Yes, from 4 months. Are vaccinations needed? They must be up to date.), contact with phone 0117 496 0000. Friendly and green.",
    expect: { title: /Paws & Relax/, headings: [/why us/i, /packages/i, /reviews/i, /FAQ|questions/i, /contact|get in touch/i], text: ["Book a stay", "Heated kennels", "Day care", "£25", "£40", "£35", "Do you take puppies?", "0117 496 0000"], accent: "green" },
    then: [
      { say: "Move the reviews above the packages", expect: { order: [/reviews/i, /packages/i] } },
      { say: "Change the button text to Reserve now", expect: { text: ["Reserve now"], noText: ["Book a stay"] } },
      { say: "add a gallery section and our opening hours (Mon-Sun 7am-8pm)", expect: { headings: [/gallery/i, /hours/i], text: [/7am/i] } },
    ],
  },
  {
    id: "visitors",
    prompt: "Dashboard for our library: every month we enter branch (Central, Harbour, Hillside), visitors, loans, events held and new members. Tiles for total visitors, total loans and average visitors. Bars of visitors by branch, a line of loans over time, and the entries in a table below.",
    expect: {
      options: { Branch: ["Central", "Harbour", "Hillside"] }, types: { Visitors: "number", Loans: "number", "Events held": "number", "New members": "number" }, text: [/total visitors/i, /total loans/i, /average visitors/i], charts: [/visitors by branch/i, /loans/i],
      add: [{ Branch: "Harbour", Visitors: "1234", Loans: "321" }], shows: ["Harbour", "1,234", "321"],
    },
    then: [
      { say: "let me filter by branch", expect: { filterHas: /branch/i } },
      { say: "add income from fines in €", expect: { types: { "*fines": "number" }, add: [{ Branch: "Central", Visitors: "10", "*fines": "7.5" }], shows: [/€7\.50/] } },
      { say: "a pie chart of new members by branch too", expect: { charts: [/new members by branch/i, /visitors by branch/i] } },
    ],
  },
  {
    id: "cocktails",
    prompt: "cocktail recipe book; name, base spirit (gin, rum, vodka, whisky, none), glass, ingredients (one per line), method, garnish, strength from 1 to 5, alcohol free yes/no. a button that picks a random drink, filter by spirit, mark favourites",
    expect: {
      options: { "Base spirit": ["Gin", "Rum", "Vodka", "Whisky", "None"] }, types: { Ingredients: "textarea", Method: "textarea", Garnish: "text", "Alcohol free": "checkbox", Strength: "number|radio|select" },
      add: [{ Name: "Mojito", "Base spirit": "Rum", Glass: "Highball", Ingredients: "rum\nmint", Method: "Muddle", Garnish: "Lime" }], shows: ["Mojito", "Rum", "Highball", "mint", "Muddle", "Lime"], filter: { label: /spirit/i, option: "Rum", keeps: "Mojito" }, button: /random|surprise|pick/i, favourite: "Mojito",
    },
    then: [
      { say: "add tequila to the spirits", expect: { options: { "Base spirit": ["Gin", "Rum", "Vodka", "Whisky", "None", "Tequila"] } } },
      { say: "Show how many recipes I have per spirit", expect: { text: [/spirit/i], chart: /spirit/i } },
      { say: "get rid of the glass", expect: { noFields: ["Glass"], shows: ["Mojito"] } },
    ],
  },
  {
    id: "boardgames",
    prompt: "Board games we own: title, min players, max players, playing time (minutes), age from, type (strategy, party, co-op, family), lent to, rating out of 10. I'd like to search by title, filter by type and sort by rating or playing time. Number of games at the top.",
    expect: {
      types: { "Min players": "number", "Max players": "number", "Playing time": "number", "Age from": "number", Type: "select", "Lent to": "text" }, options: { Type: ["Strategy", "Party", "Co-op", "Family"] },
      add: [{ Title: "Azul", "Min players": "2", "Max players": "4", "Playing time": "40", Type: "Family", Rating: "9" }, { Title: "Root", "Playing time": "90", Type: "Strategy", Rating: "7" }],
      shows: ["Azul", /40 ?min/, "Family"], search: { query: "azul", keeps: "Azul", hides: "Root" }, sorts: { by: /playing time/i, order: ["Root", "Azul"] }, sorts2: { by: /rating/i, order: ["Azul", "Root"] }, text: [/games/i, /\b2\b/],
    },
    then: [
      { say: "add a wishlist checkbox", expect: { types: { Wishlist: "checkbox" } } },
      { say: "show the average rating", expect: { text: [/average rating/i, /\b8\b/] } },
      { say: "display them in a table instead of cards", expect: { shows: ["Azul", "Root"], reply: /table/i } },
    ],
  },
];
