// A third twenty: an office, a stable, a library, a band, a hostel, and people who hardly say what
// they want.
export default [
  {
    id: "stable",
    prompt: "Horse care log for our stable. Fields: horse (Bella, Max, Storm), date, type of care (farrier, vet, worming, dentist), cost in £, done by, next due on, notes",
    expect: {
      options: { Horse: ["Bella", "Max", "Storm"], "Type of care": ["Farrier", "Vet", "Worming", "Dentist"] }, types: { Date: "date", Cost: "number", "Next due on": "date", Notes: "textarea", "Done by": "text" },
      add: [{ Horse: "Max", "Type of care": "Vet", Cost: "120", "Done by": "Dr. Hay", Notes: "lame" }], shows: ["Max", "Vet", "£120", "Dr. Hay", "lame"], filter: { label: /horse/i, option: "Max", keeps: "Dr. Hay" },
    },
    then: [
      { say: "chart: cost per horse", expect: { chart: /cost.*horse/i } },
      { say: "total cost this year", expect: { text: [/total cost this year/i, /£120/] } },
      { say: "add Luna to the horses and drop 'dentist'", expect: { options: { Horse: ["Bella", "Max", "Storm", "Luna"] }, noOptions: { "Type of care": ["Dentist"] } } },
    ],
  },
  {
    id: "bugs",
    prompt: "Bug tracker: title, steps to reproduce (multiline), severity [minor, major, critical], browser (Chrome/Firefox/Safari), status (open, in progress, fixed, won't fix), reported by, reported on. Count of open bugs on top. Critical ones should be highlighted.",
    expect: {
      options: { Severity: ["Minor", "Major", "Critical"], Browser: ["Chrome", "Firefox", "Safari"], Status: ["Open", "In progress", "Fixed", "Won't fix"] }, types: { "Steps to reproduce": "textarea", "Reported on": "date", "Reported by": "text" },
      add: [{ Title: "Crash", Severity: "Critical", Status: "Open", "Reported by": "Kim" }, { Title: "Typo", Severity: "Minor", Status: "Fixed" }], shows: ["Crash", "Kim"], text: [/open/i], flagged: ["Crash", "Typo"],
    },
    then: [
      { say: "show it as a board by status", expect: { columns: ["Open", "In progress", "Fixed", "Won't fix"], shows: ["Crash"] } },
      { say: "rename 'fixed' to 'done'", expect: { columns: ["Open", "In progress", "Done", "Won't fix"], inColumn: ["Typo", "Done"] } },
      { say: "assign bugs automatically to developers with AI", expect: { admits: /AI/, model: true } },
    ],
  },
  {
    id: "water",
    prompt: "track how much water I drink, goal 2000 ml a day, quick buttons for 200 and 500 ml",
    expect: { text: [/of 2,000/], button: /500/ },
    then: [
      { say: "goal is 2500 ml now", expect: { text: [/of 2,500/] } },
      { say: "weekly chart", expect: { chart: /week/i } },
      { say: "ocean blue", expect: { accent: "blue" } },
    ],
  },
  {
    id: "hostel",
    prompt: "Bookings for a small hostel: guest name, room (Dorm A, Dorm B, Private), check-in date, check-out date, number of guests, price per night (€), nights, paid or not. total price = nights x price per night. I want to see the total income and only unpaid bookings if needed.",
    expect: {
      options: { Room: ["Dorm A", "Dorm B", "Private"] }, types: { "Check-in date": "date", "Check-out date": "date", "*guests": "number", "Price per night": "number", Nights: "number", Paid: "checkbox" },
      add: [{ "Guest name": "Noor", Room: "Private", Nights: "3", "Price per night": "50" }], shows: ["Noor", "Private", "€150"], text: [/total/i],
    },
    then: [
      { say: "warn about check-ins in the next 3 days", expect: { add: [{ "Guest name": "Soon", "Check-in date": "+2" }], flagged: ["Soon", "Noor"] } },
      { say: "add breakfast (yes/no)", expect: { types: { Breakfast: "checkbox" } } },
      { say: "sort by check-in date", expect: { sorted: /check-in/i } },
    ],
  },
  {
    id: "library",
    prompt: "school library: books with title, author, shelf, copies, and who borrowed it + due back on. search by title or author",
    expect: {
      types: { Copies: "number", "Due back on": "date" }, add: [{ Title: "Momo", Author: "Ende", Shelf: "B3", Copies: "2", "*borrowed": "Tom", "Due back on": "2020-02-02" }],
      shows: ["Momo", "Ende", "B3", "Tom", /overdue/i], search: { query: "ende", keeps: "Momo" },
    },
    then: [
      { say: "add genre: fantasy, science, history, comics", expect: { options: { Genre: ["Fantasy", "Science", "History", "Comics"] } } },
      { say: "how many copies do we own in total?", expect: { text: [/total copies/i, /2/] } },
      { say: "shelf isn't needed", expect: { noFields: ["Shelf"], shows: ["Momo"] } },
    ],
  },
  {
    id: "setlist",
    prompt: "set list app for my band - songs have a title, key, tempo (bpm), length (mm:ss or minutes), singer: Jo / Sam / both, mood tags. drag to reorder. show total length",
    expect: {
      types: { Tempo: "number", Singer: "select" }, options: { Singer: ["Jo", "Sam", "Both"] },
      add: [{ Title: "Blue", Key: "Am", Tempo: "96", Singer: "Both" }], shows: ["Blue", "Am", /96 ?bpm/, "Both"], button: /move .* up/i, text: [/total length/i],
    },
    then: [
      { say: "mark songs as rehearsed", expect: { text: [/rehearsed/i] } },
      { say: "Tempo should be between 40 and 240", expect: { invalid: { Title: "Fast", Tempo: "400" } } },
      { say: "use a serif font", expect: { reply: /serif/i } },
    ],
  },
  {
    id: "split",
    prompt: "rent split calculator: total rent, utilities, number of roommates. show rent per roommate and total per roommate",
    expect: { calc: { fill: { "Total rent": "1500", Utilities: "300", Roommates: "3" }, result: [/500/, /600/] } },
    then: [
      { say: "in pounds please", expect: { text: [/£/] } },
      { say: "default 4 roommates", expect: { value: { Roommates: "4" } } },
      { say: "title should be Fair Shares", expect: { title: /Fair Shares/ } },
    ],
  },
  {
    id: "pace2",
    prompt: "calculator: distance in km and time in minutes -> pace (min/km) and speed (km/h)",
    expect: { calc: { fill: { Distance: "10", Time: "50" }, result: [/\b5\b/, /\b12\b/] } },
    then: [
      { say: "also show calories burnt", expect: { reply: /calories/i } },
      { say: "lime green", expect: { accent: "green" } },
      { say: "start with 5 km", expect: { value: { Distance: "5" } } },
    ],
  },
  {
    id: "kidquiz",
    prompt: "Make a fun quiz for 8 year olds about animals, 6 questions, with a timer of 30 seconds per question",
    expect: { quizTimer: 30 },
    then: [
      { say: "no timer please", expect: { quiz: { questions: 6 } } },
      { say: "Add a question: How many legs does a spider have? 8, 6, 10", expect: { quiz: { questions: 7 } } },
      { say: "call it Wild Minds, in jungle green", expect: { title: /Wild Minds/, accent: "green" } },
    ],
  },
  {
    id: "pulse",
    prompt: "Employee pulse survey (anonymous). Questions: How happy are you at work? (1-10). Do you feel your work matters? (always, often, sometimes, never). What should we improve? Which department are you in: Sales, Support, Engineering, Other. Submit button says \"Send anonymously\".",
    expect: {
      formFields: [/how happy/i, /feel your work/i, /improve/i, /department/i], text: ["Send anonymously"],
      options: { "*feel your work": ["Always", "Often", "Sometimes", "Never"], "*department": ["Sales", "Support", "Engineering", "Other"] }, formTypes: { "*improve": "textarea" },
    },
    then: [
      { say: "make the department question required", expect: { required: "*department" } },
      { say: "add question: Would you recommend us as an employer? yes / no", expect: { formFields: [/recommend us as an employer/i] } },
      { say: "remove 'What should we improve?'", expect: { noFields: [/improve/i] } },
    ],
  },
  {
    id: "photog",
    prompt: "Portfolio page for Lena Brandt, wedding photographer from Graz. Hero with \"Moments that stay\", about me, gallery, packages (Half day €900, Full day €1600, Weekend €2400), FAQ, contact form with name, email, wedding date and message. Elegant, black and gold.",
    expect: { title: /Lena Brandt/, headings: [/about me/i, /gallery/i, /packages/i, /FAQ|questions/i], text: ["Moments that stay", "€900", "Weekend", "€2400"], formFields: ["Name", "Email", "Wedding date", "Message"], formTypes: { "Wedding date": "date" }, accent: ["yellow", "orange"] },
    then: [
      { say: "put packages before the gallery", expect: { order: [/packages/i, /gallery/i] } },
      { say: "bigger headline", expect: { reply: /bigger/i } },
      { say: "show my Instagram feed", expect: { admits: /live data|instagram|services/i, model: true } },
    ],
  },
  {
    id: "conf",
    prompt: "one-page website for our developer conference \"RustFjord\" in Bergen, 12-13 May 2031: intro, speakers (Ana Ruiz, Tom Lee, Wei Chen), schedule (Friday 9:00 Registration, Friday 10:00 Keynote, Saturday 9:30 Workshops), tickets (Early bird €199, Regular €299), venue, sign up",
    expect: { title: /RustFjord/, headings: [/speakers/i, /schedule/i, /tickets/i, /venue/i], text: ["Ana Ruiz", "Wei Chen", "Keynote", "€199", "Regular", /Bergen/] },
    then: [
      { say: "rename tickets to Get your ticket", expect: { headings: [/Get your ticket/] } },
      { say: "add a sponsors section", expect: { headings: [/sponsors/i] } },
      { say: "the regular ticket costs €320", expect: { text: ["€320"] } },
    ],
  },
  {
    id: "webshopdash",
    prompt: "sales dashboard for a web shop: date, product, channel (web, instagram, market), units sold, revenue (€). KPI cards: total revenue, total units sold, average revenue. bar chart revenue per channel, line chart revenue over time",
    expect: {
      text: [/total revenue/i, /total units sold/i, /average revenue/i], charts: [/revenue by channel/i, /revenue.*(week|month)/i], options: { Channel: ["Web", "Instagram", "Market"] }, types: { "Units sold": "number", Revenue: "number", Date: "date" },
      add: [{ Product: "Mug", Channel: "Web", "Units sold": "3", Revenue: "45" }], shows: ["Mug", "€45"],
    },
    then: [
      { say: "pie chart of units sold by product", expect: { charts: [/units sold by product/i] } },
      { say: "monthly revenue target of 5000", expect: { text: [/of (€)?5,000/] } },
      { say: "hide the average", expect: { noText: [/average revenue/i] } },
    ],
  },
  {
    id: "foodlog",
    prompt: "what i eat: meal (breakfast lunch dinner snack), food, kcal, protein g, carbs g, fat g. sum per day & goal 1800 kcal daily",
    expect: {
      options: { Meal: ["Breakfast", "Lunch", "Dinner", "Snack"] }, types: { "*kcal": "number", Protein: "number", Carbs: "number", Fat: "number" },
      add: [{ Food: "Soup", Meal: "Lunch", "*kcal": "300", Protein: "12" }], shows: ["Soup", "Lunch", /12 ?g/], text: [/of 1,800/],
    },
    then: [
      { say: "add sugar in g", expect: { types: { Sugar: "number" } } },
      { say: "chart calories by meal", expect: { chart: /by meal/i } },
      { say: "remove fat", expect: { noFields: ["Fat"] } },
    ],
  },
  {
    id: "warranty",
    prompt: "Keep track of warranties & receipts for stuff at home: item, shop, bought on, price, warranty until, receipt photo. Tell me if a warranty runs out within 30 days",
    expect: {
      types: { "Bought on": "date", Price: "number", "Warranty until": "date" }, fields: [/photo/i],
      add: [{ Item: "Toaster", Shop: "Mediaworld", Price: "39", "Warranty until": "+10" }, { Item: "Sofa", "Warranty until": "2040-01-01" }], shows: ["Toaster", "Mediaworld"], flagged: ["Toaster", "Sofa"],
    },
    then: [
      { say: "what is everything worth together?", expect: { text: [/total/i, /39/] } },
      { say: "price in euros", expect: { shows: [/€39/] } },
      { say: "categories: kitchen, living room, garden", expect: { options: { Category: ["Kitchen", "Living room", "Garden"] } } },
    ],
  },
  {
    id: "interview",
    prompt: "notes app for user interviews. each note: participant, date, quote, insight, theme (pricing, onboarding, bugs), confidence 1-5. group by theme",
    expect: {
      options: { Theme: ["Pricing", "Onboarding", "Bugs"] }, types: { Date: "date" }, add: [{ Participant: "P1", Quote: "too expensive", Insight: "lower tier", Theme: "Pricing", Confidence: "4" }],
      shows: ["P1", "too expensive", "lower tier", "Pricing"], filter: { label: /theme/i, option: "Pricing", keeps: "too expensive" },
    },
    then: [
      { say: "add support as a theme", expect: { options: { Theme: ["Pricing", "Onboarding", "Bugs", "Support"] } } },
      { say: "default confidence is 3", expect: { reply: /3/ } },
      { say: "download everything as JSON", expect: { download: /json/i } },
    ],
  },
  {
    id: "studytimer",
    prompt: "pomodoro: 30 min focus, 6 min break, long break 18 minutes after 3 rounds, plus a task list",
    expect: { text: ["30:00"], runs: /29:5/ },
    then: [
      { say: "focus for 40 minutes", expect: { text: ["40:00"] } },
      { say: "call it Deep Work and make it purple", expect: { title: /Deep Work/, accent: "purple" } },
      { say: "much bigger digits", expect: { reply: /bigger/i } },
    ],
  },
  {
    id: "spice",
    prompt: "spices inventory; name, amount left in grams, best before, where it's stored (drawer/shelf/cellar). flag anything under 20 g. also shopping list? just a checkbox 'buy' is fine",
    expect: {
      options: { "~where|stored": ["Drawer", "Shelf", "Cellar"] }, types: { "*amount": "number", "Best before": "date", Buy: "checkbox" },
      add: [{ Name: "Cumin", "*amount": "10" }, { Name: "Salt", "*amount": "500" }], shows: ["Cumin", /10 ?g/], flagged: ["Cumin", "Salt"],
    },
    then: [
      { say: "show only the ones to buy", expect: { filterHas: /buy/i } },
      { say: "put the amount before the name", expect: { firstField: /amount/i } },
      { say: "warm paprika red", expect: { accent: ["red", "orange"] } },
    ],
  },
  {
    id: "volley",
    prompt: "volleyball team stats: player, match date, opponent, points, aces, blocks, errors. net score = points + aces + blocks - errors. who has the most points? bar chart by player",
    expect: {
      types: { Points: "number", Aces: "number", Blocks: "number", Errors: "number", "Match date": "date" },
      add: [{ Player: "Ivy", Opponent: "Hawks", Points: "10", Aces: "2", Blocks: "3", Errors: "4" }], shows: ["Ivy", "Hawks", "11"], chart: /by player/i,
    },
    then: [
      { say: "highest points", expect: { text: [/highest points/i, /10/] } },
      { say: "add position (setter, libero, outside)", expect: { options: { Position: ["Setter", "Libero", "Outside"] } } },
      { say: "stream the matches live", expect: { admits: /video|live/i, model: true } },
    ],
  },
  {
    id: "simple",
    prompt: "an app for my stamps",
    expect: { title: /stamp/i, add: [{ Name: "Penny Black" }], shows: ["Penny Black"] },
    then: [
      { say: "add country, year and value in £", expect: { types: { Year: "number", Value: "number" }, add: [{ Name: "Blue Mauritius", Country: "Mauritius", Year: "1847", Value: "1000" }], shows: ["Mauritius", "1847", "£1,000"] } },
      { say: "total value", expect: { text: [/total value/i, /£1,000/] } },
      { say: "show as table, sorted by year", expect: { sorted: /year/i } },
    ],
  },
];
