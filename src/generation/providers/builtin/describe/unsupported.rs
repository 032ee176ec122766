//! What people ask for that this generator cannot build.

use super::super::pattern::{Pattern, pattern};

/// What a text asks for in vain, in words that fit after "I cannot add".
#[expect(clippy::too_many_lines, reason = "a table of words, one after another")]
pub(in super::super) fn unsupported(text: &str) -> Vec<&'static str> {
    let known: [(&Pattern, &'static str); 23] = [
        (
            pattern!(
                r"\b(?:recurring|repeating|recurrent) (?:tasks?|events?|reminders?|appointments?|to-?dos?|chores?|entries)\b|\b(?:tasks?|chores?|events?) (?:that |which )?(?:repeat|recur)\w*\b|\brepeats? (?:every|daily|weekly|monthly|automatically)\b"
            ),
            "recurring entries that come back by themselves",
        ),
        (
            pattern!(
                r"\b(log ?-?in|sign ?-?in|login|log in|sign ?-?up(?: with| page|s? and)|authentication|auth|user accounts?|accounts? for (?:users|each)|passwords?|register(?:ed)? users|multi-?user|user management|oauth)\b"
            ),
            "login (sign-in) and user accounts",
        ),
        (
            pattern!(
                r"\b(payments|take payment|online payment|stripe|paypal|checkout|credit card processing|pay online|pay (?:by|with|via) (?:card|credit card|phone|debit)|pay (?:people|them|me|us|each other) back|venmo|klarna|cash ?app|google pay|online payment|buy online|apple pay)\b"
            ),
            "payments",
        ),
        (
            pattern!(
                r"\b(send|sends|sending|receive|get)\b.{0,30}\b(e-?mails?|newsletters?|sms|text messages?|whatsapp)\b|\be-?mail (?:notifications?|reminders?|alerts?|them|me|the|everyone|invitations?)\b|\bby e-?mail\b|\bvia e-?mail\b|\be-?mail (?:every|each|all|my|our|a copy|results?|answers?)\b|\b(?:by|via|with) text(?: messages?)?\b|\btext (?:me|us|them)\b|\b(?:sms|whatsapp|telegram|slack)\b"
            ),
            "sending e-mail or messages",
        ),
        (
            pattern!(
                r"\bpush notifications?\b|\bnotif(?:y|ies) (?:me|users|us)\b|\bphone notifications?\b|\bdesktop notifications?\b|\bremind me (?:by|on my phone|even)"
            ),
            "notifications while the app is closed",
        ),
        (
            pattern!(
                r"\b(real[- ]?time|live) (?:collaboration|sync|updates|chat|editing|multi)|\bcollaborat(?:e|ion|ive)|\bmultiplayer\b|\bwith (?:my|other|our) (?:team|friends|family|partner|wife|husband|colleagues|users) (?:live|online|in real)|\bshared? (?:with|between) (?:others|other users|my (?:team|family|partner|wife|husband)|devices)|\bshar(?:e|es|ing) .{1,40}\b(?:with (?:my|our|other|others|friends|family|colleagues|people|someone|team\w*|the team|users)|by (?:link|url|e-?mail)|via)\b|\bmulti-?user\b|\bchat (?:with|room|app|between)"
            ),
            "sharing between several people",
        ),
        (
            pattern!(
                r"\b(sync(?:s|ed|ing|hroni[sz]\w*)?|across (?:my |all |different )?devices|cloud|icloud|dropbox)\b"
            ),
            "syncing across devices",
        ),
        (
            pattern!(
                r"\b(ai|gpt|chatgpt|llm|openai|machine learning|artificial intelligence|smart suggestions?|auto-?generat\w+|recommendations?|recommends? (?:me|new|similar|what|books|movies|films|songs|recipes|products|items|things)|summari[sz]e(?:s|d)?|chatbot)\b"
            ),
            "AI features",
        ),
        (
            pattern!(r"\b(google maps?|maps?|gps|geolocation|directions to|route planning|openstreetmap)\b"),
            "maps and location",
        ),
        (
            pattern!(
                r"\b(postgres\w*|mysql|mongo\w*|sqlite|supabase|firebase|airtable|(?:live|remote|real|our|external|sql) database|database connection|backend|server-side|rest api|graphql|web ?hook)\b"
            ),
            "a database or backend",
        ),
        (
            pattern!(
                r"\b(api|live (?:prices?|rates?|data|scores?|weather)|real[- ]?time (?:prices?|rates?|data)|(?:current|latest|up-to-date) (?:exchange rates?|prices|weather)|weather (?:data|forecast)|stock prices?|exchange rates?|fetch(?:es)? (?:from|the)|scrap(?:e|ing)|import from (?:google|my bank|spotify|goodreads)|google (?:calendar|sheets|drive)|spotify|(?:pull|fetch|load|grab|scrape|get|import|download|look up|sync)\w* .{0,40}\bfrom (?:the (?:web|internet|net)|online|imdb|tmdb|wikipedia|amazon|youtube|google\w*|goodreads|spotify|strava|discogs|bgg|openai|instagram|facebook|twitter|a website|an? (?:online|external)\b)|live (?:stock|crypto|currency|market)\w*|\bimdb\b|\b(?:instagram|facebook|twitter|tiktok|social media|youtube) (?:feed|posts?|stream|wall)\b|connect (?:to|it to|with) (?:my|our|the|google|a))\b"
            ),
            "live data from other services",
        ),
        (
            pattern!(
                r"\b(?:scan\w*|read\w*)\b.{0,20}\b(?:bar|qr) ?codes?\b|\b(?:bar|qr) ?codes? (?:scan\w*|reader|generator)\b|\bqr ?codes?\b|\b(?:camera|scan(?:ner|ning)?|ocr)\b"
            ),
            "scanning with the camera",
        ),
        (
            pattern!(
                r"\b(voice (?:input|control\w*|commands?|notes?|memos?|record\w*|assistant|over)|(?:input|entry|add\w*|control\w*|dictat\w*|enter\w*) (?:\w+ )?by voice|speech|dictation|speak|microphone|record(?:ing)? audio|pronounc\w*|(?:read|say|speak|play)\w* .{0,20}\b(?:aloud|out loud)|text[- ]to[- ]speech)\b"
            ),
            "voice input",
        ),
        (pattern!(r"\b(pdf)\b"), "PDF files (the print button can save as PDF)"),
        (
            pattern!(
                r"\b(video (?:call|chat|upload)|upload(?:ing)? (?:videos?|files?|documents?|pdfs?)|file uploads?|attachments?)\b"
            ),
            "uploading files",
        ),
        (
            pattern!(r"\b(native app|app store|play store|android app|ios app|iphone app)\b"),
            "native mobile apps",
        ),
        (
            pattern!(
                r"\b(3d|three\.?js|webgl|chess|tetris|snake game|platformer|(?:video|arcade|board|card|puzzle|shooter) game|tic[- ]tac[- ]toe|minesweeper|sudoku|solitaire|pong)\b"
            ),
            "games",
        ),
        (
            pattern!(
                r"\bcalendar (?:view|layout|grid|page)\b|\b(?:monthly|month|week|weekly) calendar\b|\b(?:in|on|as) an? (?:\w+ )?calendar\b|\bcalendar (?:showing|with all|that shows)\b"
            ),
            "a calendar view",
        ),
        (
            pattern!(r"\bgantt\b|\b(?:timeline|roadmap) (?:view|chart)\b|\bdependenc(?:y|ies) between\b"),
            "timelines and dependencies between entries",
        ),
        (
            pattern!(
                r"\b(?:confetti|fireworks|sound effects?|background music|play(?:s|ing)? music|animated mascot)\b"
            ),
            "sound effects and celebrations",
        ),
        (
            pattern!(
                r"\b(?:user )?(?:roles and permissions|permissions|access rights|admin (?:panel|area|only|users?)|approval workflow)\b"
            ),
            "roles and permissions",
        ),
        (
            pattern!(
                r"\b(?:video|youtube|audio|podcast|spotify) (?:player|embeds?|clips?)\b|\bembed(?:ded|s)? (?:an? )?(?:video|youtube|audio|playlist)|\bstream\w*\b.{0,30}\blive\b|\blive ?-?stream\w*|\b(?:play|stream)(?:s|ing)? (?:the )?(?:videos?|audio|songs?|playlists?)\b"
            ),
            "playing video or audio",
        ),
        (
            pattern!(r"\b(translate (?:it|the app)|multi-?lingual|multiple languages|i18n|translations?)\b"),
            "translations",
        ),
    ];
    known.iter().filter(|(pattern, _)| pattern.is_match(text)).map(|(_, name)| *name).collect()
}
