import { parseScenes } from '../scene.ts';

export const vehicles = parseScenes(
  'vehicles',
  String.raw`
  ==
  a: {vehicle} {breakdown.symptom}. [Can I still take it to {site}?|What now?|Is that known?]
   | Heads up, {vehicle} {breakdown.symptom}
   | {@b} {vehicle} {breakdown.symptom}
  b>: {breakdown.ask}
   | [ok. |again? ]{breakdown.ask}
  a: {breakdown.answer}
  b: {breakdown.verdict}
   | {breakdown.verdict}. I am in the workshop [until {time}|all day]
  a?: [will do|ok boss|fine by me|on my way]
  bw: {vehicle}: {breakdown.fix}
   | {vehicle} is ready. {breakdown.fix}. [Keys on the hook|Test drive done]
  a<?: [thank you!|you are a magician|🙏]
   | great, [I take it tomorrow|same time next month then]

  == @morning
  a: Who has {vehicle} today? [I need the winch|I need something with a roof rack|It is not on the board]
   | Is {vehicle} free [until noon|this afternoon|tomorrow]? I have to bring {2-6} pipes to {site}
  b: [Me until {time}, then it is yours|I do, but we can swap, I don’t need the load bed]
   | free as far as I know. [Keys on the hook|Fuel is at a quarter]
   | {who} took it to {site2}, back by {time} I think
  a: [ok, then I take {vehicle2}, it will do|good, let’s do that|fine, I talk to you at the hook]
   | [thanks|👍]

  ==
  a: {vehicle} is due for service in {200-900/50} km. I would like to take it on {weekday}
   | Service {vehicle} on {weekday}, [oil, filters, brakes|two new tyres as well]. Please don’t plan with it
  b>: [q:{weekday} is fine, we double up with {vehicle2}|not {weekday} please, we have the long run to {site}]
  a: [q:good, booked. I order the filters today|then {weekday2}, but not later]

  ==
  a: Fuel: {vehicle} {42-78} l, {vehicle2} {31-66} l, cans {40-120/20} l. [Total on the sheet|Receipt in the box]
   | Tank at base is at {18-46} %. [Delivery {weekday}|Please no full tanks for day trips until {weekday}]
  b?: [that is a lot more than last week|who used {60-110/10} l on {lastday}?]
  c<?: [me, {site} and back, twice, with the trailer|The generator at {site}, it takes {20-35/5} a day]

  == @evening
  a: Whoever drove {vehicle} last: [the seat does not need to be in the roof|there is half a sandwich in the door|the tank is on red]
   | {vehicle} is full of mud inside, [I washed it once, not twice|please at least the pedals]
  b: 🙋 [sorry, doing it now|guilty, sorry|it was raining sideways]
   | that was [me|us], will clean it after dinner
  c?: 😂
   | I was going to say something but it was me last week

  ==
  a: Trailer lights [don’t work on {vehicle}|flicker], plug is green inside
  b: [contact spray, third drawer, then wiggle|clean it with the small brush, then contact spray, both are in {place}]
  a: [works, thanks|works. nobody touch it again]
   | which one is brown, left or right?
  b?: in case you ever rewire it: [brown right tail, black left tail|look inside the lid, I drew it]

  ==
  a: Tyres for {vehicle} arrived, all four. Fitting them at {time}, help is welcome
   | Anyone strong around at {time}? [The gearbox of {vehicle} goes in|I have to lift the winch onto {vehicle}]
  b: [I’m in|can hold things, not lift them, my back|me, but I have to leave {10-20/5} minutes later]
  c?: [me too|count on me|after my shift]
  a?: [perfect, coffee is on me|great, gloves please]
  `,
);

export const routes = parseScenes(
  'routes',
  String.raw`
  ==
  a: [{road} is washed out|{road} is blocked, tree down|Big hole in {road}], [about {1-6} km after {site}|just before {site}]. [Nobody through with a trailer|Small cars no chance]
   | Turned back at {road}, [water over the hubs|mud up to the axle|a landslide, small but enough]
  b>: [q:Is the way over {site2} open?|How long do you think it will be?|anyone from the road office there?]
  a: [q:{site2} is open, adds {20-55/5} minutes|not today. they have one digger for the whole valley|nobody. I put a branch across so people see it in time]
  c?: I drove {road2} this morning, [dry and fine|slow but ok, keep right at the fork]
   | thanks, I was about to leave. Taking {road2} then
  aw?: {road} is [open again, one lane|passable, slowly]. [Marked the edge with tape|Watch the left side]
  d<?: 🙌

  == @morning
  a: Today: {site}, {site2}, {site3}, back around {home}. [With {vehicle}, check-ins on the hour|Taking {vehicle}, one seat is free]
   | Leaving for {site} with {vehicle}. [Need anything from town?|Room for two crates on the way back]
   | Plan:\n1. {site} (pump)\n2. {site2} (samples)\n3. {site3} if {road} is dry
  b>: [Can you take my {tool} along? It is in {place}|can you look whether the gate at {site4} is shut, if you pass it?|please take the spare battery to {site}, it stands by the door]
  a<: [sure|yes, no problem|will do]
   | [already on the road, sorry. Tomorrow?|too late, I left ten minutes ago]

  ==
  a: How is {road}? [Need to be at {site} by {time}|With the trailer I mean]
   | Has anyone been over {road} since the rain?
  b: [q:Drove it at {earlier}, fine in low range, keep to the middle|don’t. The bridge deck is wet clay, take {road2}, it is {10-25/5} minutes longer|Fine up to the second gate, after that I don’t know]
  a: [q:good, leaving now then|ok, going round, thanks|then I go and see, and write from the gate]
  c?: there is a work crew at the [bottom|bend], wait for the flag

  ==
  a: At {site}, {34-71} km done, two stops to go. [All dry|Dusty as anything|Slow today]
   | Passed {site} at {earlier}. Next check-in {time}
   | [Arrived|At the gate of] {site}. [Somebody here has the kettle on|Quiet]
  b?: 👍
   | noted
   | copy that
   | [thanks, you are on the board|say hi to the donkey]

  ==
  a: New track for {site}, avoids [the ford|the farm with the dogs|{road}]: {map}. [{3-12} km longer but dry|Saves {10-30/5} minutes]
  b>: [q:Does it work with a trailer?|Is that the one along the pylons?|Are there gates?]
  a: [q:yes with the trailer, not with the crane truck, there is a low branch|along the pylons, yes, then left at the tank|two gates, code is the year of the well]
  c?: [saved offline|nice, downloaded for tomorrow|nobody tell the dogs]

  ==
  a: Stuck at {site}, [both left wheels in the ditch|up to the diff in sand]. [Not urgent, nobody hurt|All fine, just embarrassing]
  b: [q:Where exactly? Before or after the cattle grid?|Stay with the car. Do you have water?] I can be there with {vehicle} in {25-70/5} minutes
  a: [q:after the grid, you can’t miss me|{4-9} l and a book], thanks. [The boards did not help|I already tried the boards]
  c?: photo or it did not happen
   | [let the tyres down to 1.4|tyres at 1.2, then try once more]
  aw: [out! thank you {b}|Free. {vehicle} pulled it like a cork]
   | We’re out, {c} was right with the tyres. back by {time}
  b<?: 😅
   | next time you dig

  ==
  a: {@b} you wanted the turn-off to {site}: [{200-900/50} m after the white rock, left, no sign|after the second cattle grid, then the track on the right, it looks like a driveway]
   | For tomorrow’s convoy: meet {6-7}:{15-45/15} at {site}, three cars, [radio channel {3-9}|nobody overtakes]
  b: [thanks, saved|perfect, thanks]
  c?: [I bring the long rope|can I ride along?]

  ==
  a: Notes from the long round, for whoever drives it next:\n\n{aboutRoads}
   | The round over {site} and {site2}, as it is at the moment\n\n{aboutRoads}
  b>?: [That is gold, thanks. Saved|I drive it on {weekday}, so thank you]
   | 👏
  `,
);
