import { parseScenes } from '../scene.ts';

export const camp = parseScenes(
  'camp',
  String.raw`
  ==
  a: [Dinner tonight: {dish}|Cooking {dish} for {8-14}]. [19:{15-45/15}|Who eats?]
   | I’m making {dish}. [Is there rice?|Hands for chopping welcome from {17-18}:00]
  b: [me!|count me in, back at {time}|keep me a plate, I’m late|can you make some without onion? I bring dessert]
  c?: 🤤
   | [+1|two for us]
  d?: there is {dish2} left from yesterday too, [for the very hungry|someone please eat it]
  aw?: [Food is ready|It’s on the table]
   | 🔔

  ==
  a: Found: a {thing}, in {place}. [Whose?|It smells of diesel, so any of us]
   | Has someone seen my {thing}? [Last had it at {site}|I had it on {lastday}]
  b: [that’s {who}’s I think|hm, I saw {who} with one of those]
   | on the table in the mess tent there’s a whole row of lost things, look there
  a?: [thanks, asking|thank you]

  ==
  a: Coffee machine is [leaking|making tea, basically|on strike]
   | The coffee machine has a message: ~descale {2-9}~. [Since {lastday}|It means it this time]
  b: [and we repair pumps for a living|did you try priming it?|what current does it draw?]
  c?: [contactor|foot valve, surely|isolate, lock, tag 😂]
   | 😂
  a: [descaled. you’re all very funny|seal changed, {14-15} bar, no drips|It was the water tank. Empty. I say no more]
  d?: ☕
   | 🎉

  ==
  a: Football on {weekday}, {17-18}:{15-45/15}, field behind the tower. [We are {5-9}|Need two more]
  b: [in|I’ll be goalkeeper|my knee says no, I’ll shout from the side]
  c: [in if I’m back from {site} by then|yes!|I’m in, but who has the ball?]
  d?: ⚽
   | me too
  a?: ball is in {place}, [bring water|and please don’t use the good gloves as goalposts]

  ==
  a: Happy birthday {b}! 🎂
   | It’s {b}’s birthday today 🎉 [cake at {time}|somebody please act surprised]
  c: [happy birthday!! 🎈|All the best {b}, may your seals stay dry|congratulations, and many quiet pumps]
   | 🥳
  d?: 🎂🎂🎂
   | [tanti auguri|feliz cumpleaños!|wszystkiego najlepszego|doğum günün kutlu olsun|chúc mừng sinh nhật!]
  b: [thank you all 🥹|thank you! cake is in the kitchen, first come first served|You are too kind]

  ==
  a: Washing machine is [free|done, somebody’s overalls are in it|full of sand again]
   | Whose wash is it? [Been in there since {earlier}|{5-9} socks, no pairs]
  b: [mine, sorry, can you hang it up? I’m at {site}|not mine, mine has stripes|mine, coming]
  a?: [it hangs on the line|👍]

  ==
  a: Film night on {weekday}? [Something without water in it|Projector is charged]
  b: [yes! I bring popcorn|anything with subtitles please|Yes, but please not the one about the submarine again]
  c?: [who chooses?|in]
  a?: [vote: 🐟 documentary, 🚀 space, 💃 musical|ok {20-21}:00, big tent]

  ==
  a: The camp dog [stole another glove, left, size L|had a bath and is not talking to me|is asleep on the sheets from {lastday}]
   | [The camp dog met a hedgehog. It’s 1:0 for the hedgehog|Camp dog spent the night in {vehicle}, somebody left the door open]
  b?: 🐶
   | [name her employee of the month|she works harder than the printer]
  c?: ❤️
   | photo please
  a<?: [{photo}|she’s too fast for a photo]

  ==
  a: Shopping run on {weekday}. [List here please|Tell me until {time}]
   | In town until {time}, [what do we need?|last chance]
  b: [tea, the strong one|onions, {2-5} kg|batteries AA, {8-24}, chocolate]
   | [soap|a new mop, the old one is a hazard|oat milk]
  c: [chocolate|more chocolate|spices for {dish}]
   | stamps, {4-12}, [I pay you back|thank you!]
  a?: [got it all|noted, chocolate twice|ok, full car]

  ==
  a: Who is in for a walk up to [the tower|the lookout] [tomorrow|on Sunday] morning? [Sunrise is {5-6}:{12-52}|Two hours, easy]
  b: [yes, wake me|me|in my dreams. in bed]
  c?: [if it’s dry, yes|me too, I bring tea]
  a?: [5:{10-30/10} at the gate|ok, headlamps please]

  ==
  a: Thanks to whoever [fixed the shower|swept the kitchen|put flowers on the table]. [You know who you are|It’s lovely]
  b?: [it was {who}|not me, but I enjoy it]
  c?: ❤️
   | [about time!|you should do that more often, whoever you are]
  `,
);

export const visit = parseScenes(
  'visit',
  String.raw`
  ==
  a: So, this is the place for the visit of the water committee. Around 25 people, one day, sometime after the rains. Ideas are welcome, nothing is fixed yet.
  b: Good! Old Mill would be the nicest to show, you can see the whole way from the well to the tap
  c>: Mind the steps there, we need a handrail first if guests come
  a: True. I’ll ask for one and come back to you when I have a date.
  d: 👍
  `,
);

/** What people write when nobody hears them: one author, no answers, accepted hours later. */
export const notes = parseScenes(
  'notes',
  String.raw`
  ==
  a: Arrived {site}, no signal. [Gate was open|Somebody mowed the path, thank you]
  a: {pump} {fault.symptom}. [Writing it down for later|No way to ask now, so I start]
  a+: {fault.answer}
  a: {fault.found}
  a: {fault.fix}. [On to {site2}|Tools back in the car]

  ==
  a: {site} {earlier}\n{table}
  a: [Second well had the cap off|EC probe needs a new cable soon|Bottle {2-9} is cracked, took a spare]
  a+?: [photo later|sketch in the notebook, page {12-88}]
  a: {road} is [dry|muddy but ok|rough]. Next {site2}

  ==
  a: {site2}: {well} {10.20-26.80} m, EC {560-690}, [clear|slightly milky]
  a: {well2} {9.40-24.10} m, EC {540-720}. [Took bottle {3-24}|Cap is rusty]
  a: {well3} dry. [Again|Tape came up with mud on it]
  a?: [Met the caretaker, he asks for paint|Children counted the turns of the tape with me, {31-58}]

  ==
  a: [No network since the pass|Offline from here on], writing anyway
  a: Fence at {site} is down over {3-12} m, [cows have been in|wellhead looks fine]
  a+: [put it up with wire, needs {4-9} posts|will need two people and {4-9} posts]
  a: Level in the tank {1.10-2.80} m, overflow [dry|dripping]

  ==
  a: Logger {well} {logger.symptom}
  a: {logger.cause}
  a: {logger.fix}. [Battery changed too|Next one {site2}]
  a?: [Lunch. Best view of the whole round|Wind is up, hat is gone]

  ==
  a: Survey {site}: {14-46} points, [two of them twice|closing error {4-19} mm]
  a: Benchmark {3-28} is gone, [someone built a wall on it|only the hole is left]
  a+?: used {29-44} instead
  a: Heading to {site2}, [{40-80/10} minutes on {road}|on foot from the gate]
  `,
);

/** The last note of a backlog. */
export const backInRange = parseScenes(
  'notes',
  String.raw`
  ==
  a: Back in range at {site}, [sorry for the pile|everything above is from the last hours|that was quiet and nice]
   | [First bar since {site}|Signal!]. [All fine, truck too|The above is all mine, read it with coffee]
   | And connected again. [Questions to me please, I’m driving until {time}|Home by {time}]
   | ok I see a mast. [sending all of that now|good afternoon world]
   | Down from {site}, [phone is buzzing like {pump}|{38-190} messages from you lot, reading]
  `,
);
