import { parseScenes } from '../scene.ts';

export const weather = parseScenes(
  'weather',
  String.raw`
  == @morning
  a: Forecast: [{8-14} to {19-31} °C, dry until {time}|wind {35-65/5} km/h from {time}|showers, {4-22} mm in total]. [Ridge sites before noon please|Pack accordingly]
   | Weather for today:\n- wind {20-60/5} km/h, gusts {65-90/5}\n- {2-18} mm after {time}\n- {14-33} °C at {site}
  b?: [q:we were going up to {site} at {time}, is that still ok?|so {site} first, then the rest?]
  a<: [q:If you are down again in two hours, yes|Yes, that is how I would do it]
  c?: ☔
   | 🌬️
   | 🥵

  ==
  a: Thunder at {site}, [about {3-9} km off|getting closer|quite close]. [Stopping work on the mast|In the car now]
   | Black wall coming from the [west|north], {site} in {20-50/10} minutes I think
  b: [Good. Stay in the car until it is 30 minutes quiet|Everybody off the ladders please, and no hands in cabinets]
   | Here at {site2} it is [all blue sky, unbelievable|just starting, big drops]
  c?: [same at {site3}, I am packing up too|🌩️]
  aw: [It passed|All clear here], [{2-14} mm, no damage|the logger survived|back to work]

  ==
  a: {4-11} degrees at {site} this morning, [in my tent it felt like two|fingers too cold for the touchscreen]
   | {34-41} °C in the cabinet at {site}, [drive has its fan on permanently|I open the door only for minutes]
  b: [Not much better at {site2}, if that helps|and it is only {6-9} in the morning|Take care of yourself, breaks every hour please]
  a?: [will do|thanks mum|yes, yes 🙂]

  ==
  a: River at {site} is at {120-290/5} cm, [rising {3-14} cm an hour|falling slowly]. [{road} next, I guess|Ford is out]
   | Gauge photo {site}, {140-310/5} cm. [Was {90-135/5} at breakfast|That is the line from last year]
  b: [q:Who is still on the other side?|When did you read it?|Is the intake pump out?]
  a: [q:nobody, {who} came over at {earlier}|{earlier}, from the bridge|yes, it sits on the trailer]
  c?: [I am at {site2}, staying here until it drops|we are all on the right side, counted twice]
  b?: Ok. [Next reading at {time}|Every hour please, until it drops]

  ==
  a: Fog at {site}, [I see my boots and that’s it|{20-60/10} m]. [Starting an hour later|Waiting for the sun]
  b?: [take your time|same at {site2}|beautiful from above, by the way]
  a?: [ok it’s lifting, going|Still white. Second coffee]

  == @evening
  a: [q:Storm warning from {22-23}:00 to {4-6}:00, gusts to {80-110/5}. [Please tie down the tanks|Anything light inside, please]|Frost tonight, {1-6} below. Please drain the hoses[ and put the heaters on|]]
  b: [q:{site} is tied down, doing {site2} now|hoses are drained here, at {site} too]
   | I’m near {site}, [I can look there too|doing it on the way]
  c?: [q:camp is done too, chairs are in|kitchen line is drained as well]
  a<?: [yes, all of it, thank you both|perfect, sleep well everybody]

  ==
  a: Dust is so bad at {site} that [I wash the sensor every hour|the panels lose {10-25} % a day|my sandwich crunches]
  b: [q:please wear the mask|which filter is in the cabinet fan?|😂 minerals]
  a: [q:mask is on|G4, changing it to F7 on {weekday}|crunchy ones]
  `,
);
