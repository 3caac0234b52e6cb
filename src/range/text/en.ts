import { type Language, lines, words } from './language.ts';

export const en: Language = {
  code: 'en',
  gap: ' ',
  subject: (aspect, noun) => `the ${aspect} of ${noun}`,
  nouns: words(`
    a_bicycle sourdough_bread rented_flats wedding_speeches a_vegetable_garden night_trains solar_panels old_houses
    knee_injuries small_cafés chess_openings choral_music job_interviews tax_returns data_pipelines unit_tests
    a_web_shop house_plants marathon_training board_games short_stories history_essays school_projects sleep_habits
    hiking_trips second-hand_cameras language_courses a_podcast watercolour_painting insurance_claims car_repairs
    project_meetings cover_letters public_libraries coffee_machines email_campaigns regular_expressions linear_algebra
    organic_chemistry supply_chains tide_tables medieval_towns stage_plays family_recipes wool_sweaters guitar_chords
    database_indexes spreadsheets error_logs login_pages invoices user_surveys river_boats bird_watching bee_hives
    child_care dog_training electric_scooters heat_pumps radio_dramas crosswords pottery_glazes fantasy_maps
    sales_reports patient_leaflets legal_notices mortgage_offers exam_questions lab_notebooks kitchen_knives ski_resorts
    city_budgets local_elections crime_novels sign_language knitting_patterns message_queues caching_layers mobile_apps`),
  aspects: words(`
    cost history safety structure purpose timing quality weight design maintenance planning origin taste accuracy length
    smell schedule legality comparison selection tone arrangement energy_use depth funding speed layout documentation
    cleaning storage ownership translation popularity economics psychology risk repair simplicity naming measurement
    limits advantages drawbacks future meaning colour rhythm ethics pricing testing`),
  adjectives: words(`
    short honest detailed simple careful modern cheap quiet formal friendly technical early rough gentle complete strange
    practical local typical serious playful clear dry seasonal careless large narrow reliable slow familiar unusual
    strict partial private lively plain generous sceptical annual basic`),
  openers: lines(`
    Hi,
    Hello there,
    Hey!
    Good morning.
    Quick question:
    Sorry again,
    Ok so
    Question for you.
    Stuck with {o}:
    Maybe silly, but
    Thanks, {o} liked it.
    Help please!
    So,
    Also:
    For {o}:
    It's me, {o}.`),
  asks: lines(`
    explain {s} to someone from {o}
    what do people in {o} usually get wrong about {s}
    {d} {a} paragraphs about {s}
    I need, before {o} comes back, a {a} plan for {s}
    compare {s} with {s}
    give me {d} {a} ideas on {s}
    does {s} matter for {n}, can you check
    why does {s} depend so much on {n}
    a {a} message to {o} about {s}
    my notes on {s}, but more {a}
    make a table of {s} against {s}
    {d} {a} questions to ask about {s}
    is {s} best seen in a {a} way
    summarise {s} as if {o} were reading
    {o} says {s} is overrated, is that true
    is {D} a {a} budget for {s}
    help me decide between {n} and {n}, mostly because of {s}
    which {a} book on {s} would suit {o}
    outline {d} slides on {s} for {o}
    make {s} sound less {a} for {o}
    what happened to {s} after {D}
    teach me {s} in {d} {a} steps
    my reasoning about {s} has a mistake, find it
    write a {a} poem where {o} meets {n} and wonders about {s}
    what are {a} examples of {s} in everyday life
    turn {s} into a {a} checklist for {o}
    role-play {o} arguing with me over {s}
    how many hours does {s} take when {n} is involved
    name {d} sources about {s} that are not {a}
    describe {s} using only {a} words
    {a} question about {s}: where do I start
    does {n} change {s} in a {a} way
    {d} titles for a {a} article on {s}
    create an exercise on {s} with a {a} solution
    what would {o} and {o} disagree on regarding {s}
    estimate {s} if we only have {D}`),
  contexts: lines(`
    My colleague {o} tried it last year with {n} and gave up.
    We have {d} weeks and a {a} team from {o}.
    I read about {n} in {o} but lost the link.
    {o}'s last attempt cost {D} and was {a}.
    It's for {o}, who cares a lot about {s}.
    I know {o} and {n}, so skip that.
    Our group in {o} meets every {d} days.
    For {o} the tricky part is {s}.
    I have {d} pages for {o}, mostly {a}.
    {o} mentioned {n} as an alternative.
    My {a} neighbour swears by {s}.
    {o} moved from {n} to {n} in spring.
    About {D} people around {o} are involved.
    {o} will read this, be {a}.
    The {a} numbers {o} found on {n} look wrong.
    You suggested {n} to {o}, which was fine.
    The deadline is in {d} days and {o} is away.
    It must work with {n} and {o} too.
    Honestly {o}'s {a} version was better.
    Assume {D} as the budget of {o}.
    Nobody in {o} could tell me about {n}.
    My draft for {o} is too {a}.`),
  constraints: lines(`
    Keep it under {D} words.
    Use {a} language.
    No bullet points please.
    Answer in {d} sentences.
    Mention {n} at least once.
    Make it sound {a}.
    Start with {s}.
    Give sources if you can.
    A {a} tone would be best.
    Leave out {n}.
    Just the {a} version.
    Add an example with {o}.`),
  followups: lines(`
    and what about {s}?
    can you make that more {a}
    ok, now the same for {n}
    I don't get the part on {s}
    shorter please
    great, thanks! what would {o} say
    why {d} and not more?
    continue
    that's not quite it, think about {n}
    could you add something {a} on {s}
    hmm, {o} disagrees about {n}
    give me another example with {n}
    what if we only had {D}
    put it in a table
    is that still true for {n}?
    remove the {a} bits
    rewrite the second part for {o}
    thanks
    how sure are you about {s}`),
  replies: lines(`
    A {a} way to see it is through {s}.
    There are {d} points worth making about {n}.
    In short, {s} matters more than {n} does.
    For {n}, start with something {a} and adjust later.
    It depends on {s}, which is often {a}.
    Here is a {a} version that keeps {n} in view.
    Most people underestimate {s}.
    You could spend about {D} on {n} first.
    First consider {n}, then look at {s}.
    A common mistake is to treat {n} as {a}.
    If time is short, leave {s} for later.
    I would suggest {d} steps, beginning with {n}.`),
  jobs: lines(`
    Classify this {n} ticket of {o} as {a}, {a} or other: {text}
    Summarise the following report on {n} for the {o} team in {d} lines. {text}
    Extract names, dates and amounts from the {o} document as JSON. {text}
    You get a customer review of {n}. Say whether it is {a} and why, for {o}. {text}
    Write a {a} product description for the {o} catalogue from these notes: {text}
    Draft a {a} reply to this message received by {o} support. {text}
    Tag the article for {o} with up to {d} topics such as {n}. {text}
    Rate how {a} the answer is from 1 to {d} by the {o} guide. {text}`),
  systems: lines(`
    You are the {a} assistant of {o}. You help customers with {n} and {n}. Never discuss {s}. If unsure, refer to the {o} desk within {d} days.
    You work for {o}. Answer about {n} in a {a} manner, at most {d} sentences, and mention {s} where it helps.
    Internal helper of {o}: knows {n}, {n} and {s}. Replies are {a} and cite the handbook, section {d}.
    Act as a {a} reviewer for {o}. Output JSON with the keys label, reason and score from 1 to {d}.`),
};
