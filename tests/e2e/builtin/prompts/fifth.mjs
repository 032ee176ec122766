// Twenty as people of very different trades would put them: a shop, a school, a ward, a club, a
// family, a bakery. They name types, limits, totals and orders, which must then work.
export default [
  {
    id: "bikes",
    prompt: "I run a small bicycle repair shop. For every job I want customer name, phone number, bike (make and model), what's wrong with it, quoted price in £, promised-by date and whether it's been picked up. Jobs that are past the promised date should stand out. Show the total of the quotes.",
    expect: {
      types: { "Customer name": "text", "*phone": "tel", "*quoted price": "number", "*promised": "date", "*picked up": "checkbox" },
      fields: [/bike/i, /wrong/i],
      add: [{ "Customer name": "Orla", "*phone": "085 111", "*wrong": "Flat tyre", "*quoted price": "45", "*promised": "2020-01-02" }],
      shows: ["Orla", "085 111", "Flat tyre", "£45", /overdue/i],
      text: [/total quoted? price/i],
    },
    then: [
      { say: "sort jobs by promised-by date, soonest first", expect: { sorted: /promised/i } },
      { say: "add 'parts ordered' (yes/no)", expect: { types: { "Parts ordered": "checkbox" }, shows: ["Orla"] } },
      { say: "make the add button bigger and rename it to New job", expect: { bigger: /new job/i } },
    ],
  },
  {
    id: "readinglog",
    prompt: "I'm a Year 4 teacher & I'd like a reading log for my class: pupil, book title, pages read, date, comment. I need to see pages read per pupil as a bar chart + the total number of pages",
    expect: {
      types: { Pupil: "text", "Book title": "text", "Pages read": "number", Date: "date", Comment: "textarea|text" },
      add: [{ Pupil: "Sam", "Book title": "Matilda", "Pages read": "30" }, { Pupil: "Zoe", "Book title": "Holes", "Pages read": "50" }],
      shows: ["Sam", "Matilda", "Zoe"], text: [/total pages/i], chart: /pages.*pupil/i,
    },
    then: [
      { say: "the class should read 500 pages a week - show it as a goal", expect: { text: [/of 500/] } },
      { say: "rename pupil to child", expect: { fields: ["Child"], noFields: ["Pupil"], shows: ["Sam"] } },
      { say: "colour it sunny yellow", expect: { accent: "yellow" } },
    ],
  },
  {
    id: "ward",
    prompt: "Shift handover notes for a hospital ward - bed number, patient initials, diagnosis, obs due at (time), allergies, mobility: independent / 1 assist / 2 assist / bedbound, and a checkbox for DNAR. search by bed or initials. filter by mobility",
    expect: {
      types: { "Bed number": "text|number", "*obs due": "time", DNAR: "checkbox", Mobility: "select" },
      options: { Mobility: ["Independent", "1 assist", "2 assist", "Bedbound"] },
      add: [{ "Bed number": "12", "Patient initials": "KM", Diagnosis: "Pneumonia", Allergies: "Penicillin", Mobility: "1 assist", "*obs due": "14:30" }],
      shows: ["KM", "Pneumonia", "Penicillin", /14:30|2:30/], search: { query: "KM", keeps: "KM" },
      filter: { label: /mobility/i, option: "1 assist", keeps: "KM" },
    },
    then: [
      { say: "add NEWS score (0-20)", expect: { types: { "NEWS score": "number" }, invalid: { "Bed number": "3", "Patient initials": "AB", "NEWS score": "35" } } },
      { say: "highlight anyone with a NEWS score over 5", expect: { add: [{ "Bed number": "4", "Patient initials": "CD", "NEWS score": "9" }], flagged: ["CD", "KM"] } },
      { say: "take allergies off", expect: { noFields: ["Allergies"], shows: ["KM"] } },
    ],
  },
  {
    id: "modules",
    prompt: "assignment tracker for uni!! module, assignment name, weighting (%), due date, status (not started/in progress/submitted), mark out of 100. avg mark + how many left to submit would be great",
    expect: {
      types: { Weighting: "number", "Due date": "date", Status: "select", Mark: "number" },
      options: { Status: ["Not started", "In progress", "Submitted"] },
      add: [{ Module: "Algebra", "Assignment name": "Sheet 3", Weighting: "20", "Due date": "2031-02-01", Status: "In progress", Mark: "72" }],
      shows: ["Algebra", "Sheet 3", /20 ?%/, "In progress"], text: [/average mark/i, /72/],
    },
    then: [
      { say: "sort by due date", expect: { sorted: /due date/i } },
      { say: "add a status 'graded'", expect: { options: { Status: ["Not started", "In progress", "Submitted", "Graded"] } } },
      { say: "dark mode by default and violet accents", expect: { scheme: "dark", accent: "purple" } },
    ],
  },
  {
    id: "snippets",
    prompt: "Snippet manager: title, language (Rust, Go, TypeScript, SQL), code (monospace, multiline), tags, favourite. Full-text search; filter by language; copy-to-clipboard button.",
    expect: {
      types: { Title: "text", Language: "select", Code: "textarea" }, options: { Language: ["Rust", "Go", "TypeScript", "SQL"] },
      add: [{ Title: "Top ten", Language: "SQL", Code: "select * from t limit 10", Tags: "db" }],
      shows: ["Top ten", "SQL", "select * from t", "db"], button: /copy/i, favourite: "Top ten",
      filter: { label: /language/i, option: "SQL", keeps: "Top ten" }, search: { query: "limit", keeps: "Top ten" },
    },
    then: [
      { say: "add Python to languages", expect: { options: { Language: ["Rust", "Go", "TypeScript", "SQL", "Python"] } } },
      { say: "make language required", expect: { required: "Language" } },
      { say: "sync with GitHub gists", expect: { admits: /github|sync|service/i, model: true } },
    ],
  },
  {
    id: "pocket",
    prompt: "Pocket money app for my two kids, Noah and Ella. Chores with a name, who does it, a reward in euros, done or not. Show how much each kid has earned.",
    expect: {
      options: { "~who|kid|child": ["Noah", "Ella"] }, types: { "*reward": "number" },
      add: [{ Name: "Dishes", "~who|kid|child": "Ella", "*reward": "2.5" }], shows: ["Dishes", "Ella", "€2.50"], text: [/reward/i],
      complete: "Dishes",
    },
    then: [
      { say: "add a third kid: Finn", expect: { options: { "~who|kid|child": ["Noah", "Ella", "Finn"] } } },
      { say: "also keep the date", expect: { types: { Date: "date" } } },
      { say: "use bright orange", expect: { accent: "orange" } },
    ],
  },
  {
    id: "rowing",
    prompt: "Treasurer's book for our rowing club. Each entry: date, description, income or expense, amount (EUR), member, receipt number. I need the balance, total income, total expenses and a chart by month.",
    expect: {
      types: { Date: "date", Description: "text|textarea", Amount: "number" }, fields: ["Member", "Receipt number"],
      add: [{ Description: "Dues Anna", "~type|income|kind": "Income", Amount: "120" }, { Description: "Oars", "~type|income|kind": "Expense", Amount: "50" }],
      shows: ["Dues Anna", "Oars", "€120", "€50"], text: [/balance/i, /€70/, /income/i, /expense/i], chart: /month/i,
    },
    then: [
      { say: "add category: dues, boats, events, other", expect: { options: { Category: ["Dues", "Boats", "Events", "Other"] } } },
      { say: "filter by category and by type", expect: { filter: { label: /type|income/i, option: "Income", keeps: "Dues Anna", hides: "Oars" } } },
      { say: "export as csv", expect: { download: /csv/i } },
    ],
  },
  {
    id: "landlord",
    prompt: "rent tracker: tenant, flat no., monthly rent ($), paid this month (checkbox), deposit, lease ends on. totals for rent and for deposits",
    expect: {
      types: { Tenant: "text", "*flat": "text|number", "Monthly rent": "number", "*paid": "checkbox", Deposit: "number", "Lease ends on": "date" },
      add: [{ Tenant: "Ms Ito", "*flat": "2B", "Monthly rent": "900", Deposit: "1800", "Lease ends on": "2031-01-31" }],
      shows: ["Ms Ito", "2B", /\$900/, /1,800/], text: [/total monthly rent/i, /total deposit/i],
    },
    then: [
      { say: "warn me when a lease ends in less than 60 days", expect: { add: [{ Tenant: "Mr Soon", "Monthly rent": "1", "Lease ends on": "+10" }], flagged: ["Mr Soon", "Ms Ito"] } },
      { say: "rename tenant to renter", expect: { fields: ["Renter"], noFields: ["Tenant"] } },
      { say: "add phone and email of the renter", expect: { types: { "*phone": "tel", "*email": "email" } } },
    ],
  },
  {
    id: "dough",
    prompt: "calculator to scale a bread recipe: flour weight in g, hydration %, salt %, starter %. It should give me water, salt, starter and total dough weight",
    expect: { calc: { fill: { "Flour weight": "1000", Hydration: "70", "~^salt": "2", "~^starter": "20" }, result: [/700/, /\b20\b/, /200/, /1,?920/] } },
    then: [
      { say: "flour should default to 500", expect: { value: { "Flour weight": "500" } } },
      { say: "add number of loaves and show the dough weight per loaf", expect: { calc: { fill: { "Flour weight": "1000", Hydration: "70", "~^salt": "2", "~^starter": "20", "*loaves": "2" }, result: [/960/] } } },
      { say: "warm brown please", expect: { accent: "orange" } },
    ],
  },
  {
    id: "lifting",
    prompt: "A workout log – exercise, muscle group (chest, back, legs, shoulders, arms, core), sets, reps, weight in kg, date, RPE 1–10. Volume = sets × reps × weight should be computed. Line chart of volume over time.",
    expect: {
      types: { Sets: "number", Reps: "number", Weight: "number", Date: "date" }, options: { "Muscle group": ["Chest", "Back", "Legs", "Shoulders", "Arms", "Core"] },
      add: [{ Exercise: "Squat", "Muscle group": "Legs", Sets: "3", Reps: "10", Weight: "60" }],
      shows: ["Squat", "Legs", /60 ?kg/, /1,?800/], fields: [/RPE/], chart: /volume/i,
    },
    then: [
      { say: "show my heaviest weight", expect: { text: [/(highest|heaviest|max\w*|best) weight/i] } },
      { say: "add a rest time in seconds", expect: { types: { "Rest time": "number" }, add: [{ Exercise: "Row", Sets: "3", Reps: "8", Weight: "40", "Rest time": "90" }], shows: [/90 ?s/] } },
      { say: "drop RPE", expect: { noFields: [/RPE/], shows: ["Squat"] } },
    ],
  },
  {
    id: "hiring",
    prompt: "recruiting pipeline board (Applied → Phone screen → Interview → Offer → Hired). candidate, role, salary expectation in USD, source: LinkedIn, referral or website, rating 1 to 5 stars",
    expect: {
      columns: ["Applied", "Phone screen", "Interview", "Offer", "Hired"], options: { Source: ["LinkedIn", "Referral", "Website"] },
      add: [{ Candidate: "Bo Lind", Role: "Engineer", "Salary expectation": "90000", Source: "Referral", Rating: "4" }],
      shows: ["Bo Lind", "Engineer", "$90,000", "Referral", /★|4/], move: { card: "Bo Lind", to: "Interview" },
    },
    then: [
      { say: "rename Phone screen to Screening", expect: { columns: ["Applied", "Screening", "Interview", "Offer", "Hired"] } },
      { say: "add a Rejected column at the end", expect: { columns: ["Applied", "Screening", "Interview", "Offer", "Hired", "Rejected"] } },
      { say: "get rid of the source field", expect: { noFields: ["Source"], shows: ["Bo Lind"] } },
    ],
  },
  {
    id: "agenda",
    prompt: "Meeting timer with an agenda: intro 5 min, updates 15 min, discussion 20 min, wrap-up 5 min. Big digits, start/pause/reset, and a beep when an item's over",
    expect: { text: ["Intro", "Updates", "15:00", "Discussion", "20:00", "Wrap-up"], runs: /0?4:5/, button: /reset/i },
    then: [
      { say: "discussion should be 25 minutes", expect: { text: ["25:00"] } },
      { say: "add Q&A 10 min at the end", expect: { text: ["Q&A", "10:00"] } },
      { say: "rename wrap-up to closing round", expect: { text: ["Closing round"], noText: [/wrap-up/i] } },
    ],
  },
  {
    id: "pub",
    prompt: "A quiz for the pub: multiple choice, one point each, 15 s per question. 1. What year did the Titanic sink? a) 1905 b) 1912 (correct) c) 1920 2. Which element has the symbol Fe? a) Iron (correct) b) Lead c) Tin 3. How many sides has a heptagon? a) 6 b) 8 c) 7 (correct)",
    expect: { quizAnswers: { "Titanic": "1912", "symbol Fe": "Iron", "heptagon": "7" }, quizTimer: 15 },
    then: [
      { say: "add a question: Who painted Guernica? a) Dali b) Picasso (correct) c) Goya", expect: { quizAnswers: { "Titanic": "1912", "symbol Fe": "Iron", "heptagon": "7", "Guernica": "Picasso" } } },
      { say: "remove the question about the heptagon", expect: { quizAnswers: { "Titanic": "1912", "symbol Fe": "Iron", "Guernica": "Picasso" } } },
      { say: "name it The Quizzard", expect: { title: /The Quizzard/ } },
    ],
  },
  {
    id: "feedback",
    prompt: "customer feedback form for a restaurant: date of visit, stars (1-5) for food, service and atmosphere, what did you like most, would you recommend us (yes/no/maybe), email (optional). after sending say 'Thanks, see you soon!'",
    expect: {
      formTypes: { "Date of visit": "date", "*like most": "textarea|text", "*email": "email" }, formFields: [/food/i, /service/i, /atmosphere/i, /recommend/i],
      sends: { fill: { "Date of visit": "2026-01-01", "*food": "5", "*service": "4", "*atmosphere": "3", "*like most": "The soup", "*recommend": "Maybe" }, says: /Thanks, see you soon!/ },
    },
    then: [
      { say: "make date of visit required", expect: { required: "Date of visit" } },
      { say: "add a dropdown 'how did you hear about us' with friends, google, instagram, walked past", expect: { options: { "*hear about us": ["Friends", "Google", "Instagram", "Walked past"] } } },
      { say: "remove atmosphere", expect: { noFields: [/atmosphere/i], formFields: [/food/i] } },
    ],
  },
  {
    id: "piano",
    prompt: "I'm a freelance piano teacher in Galway, call the site 'Keys with Nora'. Need: big hero, about me, lessons & prices (30 min €25, 45 min €35, 60 min €45), what my students say, booking form with name, email, preferred day and level (beginner, intermediate, advanced).",
    expect: {
      title: /Keys with Nora/, headings: [/about/i, /lessons|prices/i, /say|students/i, /book/i], text: ["€25", "€35", "€45", "30 min", /Galway/, /Beginner/i, /Advanced/i],
      formFields: ["Name", "Email", "Preferred day", "Level"],
    },
    then: [
      { say: "put prices above about me", expect: { order: [/prices/i, /about/i] } },
      { say: "navy blue please", expect: { accent: "blue" } },
      { say: "change the 45 min price to €38", expect: { text: ["€38"], noText: ["€35"] } },
    ],
  },
  {
    id: "meters",
    prompt: "energy dashboard for our office. monthly readings with electricity (kWh), gas (m³) and water (litres). want a line chart for each and the totals of all three",
    expect: {
      charts: [/electricity/i, /gas/i, /water/i], text: [/total electricity/i, /total gas/i, /total water/i, /kWh/, /m³/],
      add: [{ Electricity: "900", Gas: "120", Water: "3000" }], shows: [/900 ?kWh/, /120 ?m³/, /3,000 ?l/i],
    },
    then: [
      { say: "add solar production in kWh", expect: { types: { "Solar production": "number" } } },
      { say: "set a target of 900 kWh for electricity", expect: { text: [/of 900/] } },
      { say: "bars instead of lines for the gas chart", expect: { charts: [/gas/i] } },
    ],
  },
  {
    id: "gran",
    prompt: "My gran's recipes in one place. Name, course (starter/main/dessert/drinks), serves how many, oven temperature °C, cooking time mins, ingredients one per line, steps, who gave it to us. I wanna search by ingredient, filter by course, and mark the ones we've already cooked.",
    expect: {
      types: { Name: "text", Course: "select", "*serves": "number", "Oven temperature": "number", "Cooking time": "number", Ingredients: "textarea", Steps: "textarea" },
      options: { Course: ["Starter", "Main", "Dessert", "Drinks"] },
      add: [{ Name: "Stew", Course: "Main", "*serves": "4", "Oven temperature": "180", "Cooking time": "90", Ingredients: "carrots\nbeef", Steps: "Simmer", "*gave": "Aunt Jo" }],
      shows: ["Stew", "Main", /180 ?°C/, /90 ?min/, "carrots", "Simmer", "Aunt Jo"], search: { query: "carrots", keeps: "Stew" }, filter: { label: /course/i, option: "Main", keeps: "Stew" }, text: [/cooked/i],
    },
    then: [
      { say: "add 'difficulty' 1-3", expect: { fields: ["Difficulty"], shows: ["Stew"] } },
      { say: "oven temperature in °F instead", expect: { shows: [/180 ?°F|356 ?°F/] } },
      { say: "sort alphabetically", expect: { sorted: /name/i } },
    ],
  },
  {
    id: "cram",
    prompt: "a little study planner: a to-do list with subject, topic, deadline, estimated hours and a chart of the hours per subject",
    expect: {
      types: { "*deadline": "date", "*hours": "number" }, add: [{ Subject: "Maths", Topic: "Limits", "*deadline": "2031-04-04", "*hours": "3" }],
      shows: ["Maths", "Limits"], chart: /hours.*subject/i,
    },
    then: [
      { say: "subject options: Maths, Physics, Chemistry", expect: { options: { Subject: ["Maths", "Physics", "Chemistry"] }, shows: ["Limits"] } },
      { say: "title 'Cram'", expect: { title: /Cram/ } },
      { say: "make it mint", expect: { accent: ["green", "teal"] } },
    ],
  },
  {
    id: "notpad",
    prompt: "i need a notpad app wiht notebooks (Ideas, Work, Shoping), title, txt, created date and a star for importent ones, sort newest frist",
    expect: {
      options: { "*notebook": ["Ideas", "Work"] }, add: [{ Title: "Gift", "~^te?xt": "A kite", "*notebook": "Ideas" }], shows: ["Gift", "A kite", "Ideas"], button: /star|favourite|important/i,
    },
    then: [
      { say: "add a tag feild", expect: { fields: [/tag/i] } },
      { say: "chnage the color to grean", expect: { accent: "green" } },
      { say: "let me expot all the notes", expect: { download: /export|download|csv/i } },
    ],
  },
  {
    id: "hives",
    prompt: "beehive inspection log. Hive (A/B/C), inspected on, queen seen?, frames of brood (0-10), temperament - calm, nervous, aggressive -, varroa count, honey supers, next check in days, remarks",
    expect: {
      types: { Hive: "select", "Inspected on": "date", "*queen seen": "checkbox", "*frames of brood": "number", Temperament: "select", "Varroa count": "number", "Honey supers": "number|text", "*next check": "number|date", Remarks: "textarea|text" },
      options: { Hive: ["A", "B", "C"], Temperament: ["Calm", "Nervous", "Aggressive"] },
      add: [{ Hive: "B", "*frames of brood": "6", Temperament: "Nervous", "Varroa count": "12", "Honey supers": "2", Remarks: "added a super" }],
      shows: ["Nervous", "12", "added a super"], invalid: { Hive: "A", "*frames of brood": "14" },
    },
    then: [
      { say: "add hive D", expect: { options: { Hive: ["A", "B", "C", "D"] } } },
      { say: "average varroa count", expect: { text: [/average varroa count/i, /12/] } },
      { say: "only let me enter varroa counts up to 300", expect: { invalid: { Hive: "A", "Varroa count": "301" } } },
    ],
  },
];
