import { parseScenes } from '../scene.ts';

export const stock = parseScenes(
  'stock',
  String.raw`
  ==
  a: Do we have {part}? [I need {2-12} for {site}|{2-6} would do]
   | Out of {part} at {site}, who has some?
   | {@b} could you put aside {2-8} {part} for me? {hurry}
  b: [q:{8-40} on the shelf, box {3-27}, help yourself and sign|A few, the rest went to {site2}. Take what you need, I am ordering today|None, sorry, they are on backorder. Next delivery {weekday}]
  a: [q:great, picking them up at {time}|thanks, I only take {2-3}|then {weekday}, no drama, I tape it until then]

  ==
  a: Who took the {tool}? [It is not on the wall|I need it at {site} by {time}]
   | Looking for the {tool} again 🔍
   | Has anyone seen the {tool}? {hurry}
  b: [With me at {site}, back {time}|I have it. Sorry, did not sign|in {place}, I put it there on {lastday}]
   | last seen in {place}
  a?: [good to know, thank you|ok. Please sign next time 🙂]
  c?: [we should buy a second one|tie a bell to it]

  ==
  a: Order for {weekday}, last call:\n- {4-30} {part}\n- {2-10} {part2}\n- {1-6} {part3}\n[Anything else?|Closing at {time}]
   | I am ordering at {time}. So far: {part}, {part2}, {part3}. What else?
  b>: [{3-12} {part4}, please|new blade for the pipe cutter|please add {part4}]
  c?: [and tea, the strong one|rags please, a big bag of them|some more {part}, we use {8-20} a week now]
  a: [Added and sent, it comes on {weekday}|Ok, sent. Confirmation is at {report}]

  ==
  a: Delivery is here, [{6-14} boxes|everything but the {part}]. [Two hands for {20-40/10} minutes please?|Who helps me unload?]
   | The truck came. Who helps unload? It is {9-22} boxes and the {part} are heavier than they look
  b: [coming|on my way|give me five minutes]
  aw: [All in, thanks {b}. The {part2} are the wrong size again, going back on {weekday}|Unpacked, list is in {report}, {part2} are on shelf {2-8}|Done. They sent {20-60/5} {part3} instead of {2-6}, so we have {part3} for life]

  ==
  a: Stock count {today}\n{stocktable}\n[Red ones are ordered|Please check the last line, I counted twice]
   | {stocktable}
  b?: [q:The first one is wrong, I took {2-6} on {lastday}, sorry|I have {3-7} of the last ones in {vehicle}, do they count?]
  a<: [q:ok, corrected. Please write it down when you take them. Please.|they count, thank you, adding them]

  ==
  a: [The padlock code of the container changes on {weekday}|Container key is back on its hook]. [Ask me in person, not here|Thanks to whoever found it]
   | Shelf {1-8} has moved next to the door, [heavy things are at the bottom now|labels follow]
  b?: [good to know|finally|my back thanks you]
   | [thanks for telling us before and not after|🙏 I was looking for it this morning]

  ==
  a: Found {6-30} {part} in {place}. [Whose are they?|Taking them into stock unless someone shouts]
  b: [q:mine, for {site}, please leave them there|take them, those were left over from {site}]
  a: [q:ok, I put your name on it|taken in, thanks, that saves an order]

  ==
  a: The {part} from the last batch [are rubbish, {2-5} of {6-10} leak|don’t fit the old housings]. [Sending them back?|Who bought these?]
  b: [q:How many did you use already?|Please keep the packaging, I claim them]
  a: [q:{3-7} are in use, {10-20} still in the bag|packaging is in {place}, with the slip]
  c?: [had the same at {site2}|the ones with the blue print are fine]

  ==
  a: Batteries: we are {6-14} short. Please look in your bags and bring back the empty ones, they don’t charge themselves
   | Radios: one is missing again, number {2-12}. Please look in your bags and cars
  b: [sorry, here, in my bag|mine, coming with {vehicle} at {time}|oh. In {vehicle}, under the seat, I bring it tonight]
  a?: [thank you, then we are complete|good, one less to worry about]

  ==
  a: I am away until {weekday}, so here is how things stand:\n\n{aboutStock}
   | State of the store, the long version\n\n{aboutStock}
  b?: [thanks, I keep the key until then|Enjoy the days off!]
  `,
);
