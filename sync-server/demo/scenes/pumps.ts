import { parseScenes } from '../scene.ts';

export const pumps = parseScenes(
  'pumps',
  String.raw`
  ==
  a: {pump} at {site} {fault.symptom}. [Supply is {388-404} V, I measured that before anything else. |I put the standby on for the moment. |The spare from {site2} would fit, but then {site2} has none. |][Anyone seen that before?|Ideas?|What do I look at first?]
   | Standing at {site}. {pump} {fault.symptom}
   | Morning all. {site}: {pump} {fault.symptom}. I have the tools with me, not the spares, [and the standby is on, so nobody is without water yet|and the tank is at {38-71} %]
   | {@b} {pump} at {site} {fault.symptom}, [do you have a minute?|can you help me think?|what would you do?]
  b>: {fault.ask}
   | [Hm. |Ok. |Right. ]{fault.ask}
  a: {fault.answer}
   | {fault.answer}. [Want a photo?|Anything else while I have the cover off?]
  c?: [same thing we had at {site2} in spring|I had that at {site2}, took me a day to find|not that one again]
   | [that pump hates us|it is always that one]
  b: {fault.verdict}
   | {fault.verdict}. [And keep us posted|Tell me what you find]
  a+?: ok
   | on it
   | will do, isolating now
   | 👍
  aw: [Found it: |You were right, ]{fault.found}. {fault.fix}
   | {fault.found} 🙈 {fault.fix}
   | Update {site}: {fault.found}. {fault.fix}. [Leaving here {time}|Packing up]
  b<?: [Nice work|Well found|Good, thanks {a}|Beautiful]
   | Thanks for [the quick turnaround|staying on it]. Please write it into the log: {report}
   | 👏

  ==
  a: Before I drive to {site}: do we have a {fault.part} [in the container|on the shelf|anywhere]? {pump} {fault.symptom}
   | {@b} is there a {fault.part} left? {pump} at {site} {fault.symptom}
  b: {1-3} left, [shelf {1-6}, grey box|in the crate by the door], [I’ll put one out for you|take it and write it on the list]
   | [None, sorry|Last one went to {site2} on {lastday}]. [Next delivery {weekday}|I can take one off the old unit]
   | One, but it is the wrong size I think. [Measure before you leave|{32-50/2} mm, does that fit?]
  a: [perfect, thanks, that saves me {40-90/10} km|ok then I do {site2} first|good, I come by before I leave]

  ==
  a: {fault.found}. [That is what I found at {site}, {pump}|That was {pump} at {site}]. [Photo in {report}|Photos later]
   | For the record. {pump} at {site}, the one that {fault.symptom}: {fault.found}. Now {fault.fix}
  b?: [how long had it been like that?|since when, do you think?]
  a<: [months I would guess|going by the dust, since last summer|don’t know, and don’t want to know]
  c?: put it in the museum cupboard
   | we should check the same at {site2} and {site3}
   | [and here I was blaming the drive|So it was not the drive after all]
  b<?: [Agreed, I’ll add it to the rounds|yes, one for the rounds]

  ==
  a: Log from {pump} at {site} last night, something odd around the restarts:\n{pumplog}
   | {pumplog}\nThat is {pump}, {site}. [See the third line|It does this every night]
  b>: [The gap between stop and start is too short for the ramp|That looks like the level sensor flapping, not the pump|Restart delay is still on the default, I think]. What is ~P14~ set to?
   | That is not the motor, that is the restart logic. Can you look up ~P14~ for me?
  a: ~P14~ = {3-9}. [That is seconds, not minutes, right?|As delivered, nobody touched it]
  b: Put it to {20-45/5} and leave it for a night. [If it is still there tomorrow I drive up|I want to see the next log]
   | That explains it. Set {20-60/5} and save to both banks
  aw?: Set. [Next log {weekday}|Will post the next one]
  
  ==
  a: Commissioning sheet for {site}, please check before I sign it\n{sheet}
   | {@b} can you cross-check these before {time}?\n{sheet}
  b>: [The pressure looks high for that pipe|Flow is better than I expected|Current and insulation are fine, the flow surprises me]. [q:Was the tank empty or full?|Which gauge did you use?]
  a: [q:Tank was half full|The new gauge, it was calibrated in spring]. So [I leave it as it is|I sign it like that]?
  b: Yes. [Good job, add the serial number and it is done|Filed under {report}, thank you]
   | 👍 and take a photo of the plate, the old one is unreadable

  ==
  a: Does anybody remember what {pump} at {site} draws on a good day? [Sheet is unreadable|The label is gone|I have {11.2-15.8} A and wonder]
  b>: {11.2-14.4} A at {46-50} Hz, [from memory|says my notebook]
   | Should be around {12.1-14.9}. Above {16-17} I would worry
  a: [ok, close enough, I stop worrying|Thanks, then I look at it again when it is warm]
  c?: [There is a table in {report}|It is on the inside of the door, upside down]

  ==
  a: Generator at {site} [dies under load|runs rough|needs {2-4} pulls and a prayer]. [Ran fine on {lastday}|Fuel is half full]
  b>: Fuel filter, most likely. [q:When was it changed?|Drain the bowl first, there is water in it, I bet]
  a: [q:{212-480} hours ago, oops|water, a good {20-80/10} ml of it, and brown]
  a+: [new filter in, running at {49.7-50.3} Hz|drained and bled, it pulls {3.1-5.8} kW now]
   | ok that was it, thanks
  b?: Write the hours on the tank with the marker please. [It is the only log anybody reads|The tag fell off again]

  ==
  a: {site} is back on its own power since {earlier}
   | Grid is gone at {site} since {earlier}, [running on battery|generator took over]
   | Batteries at {site}: {24.1-25.9} V at {earlier}, [they are not holding|sagging earlier every night]
  b: How long [will that last|can we go on like that]?
   | [Any idea how long the batteries carry us?|Until when is that enough?]
  a: {5-11} h by the meter. [The pump is the small part, the heater takes more|I set the pump to nights only]
   | Should do until {time}, then I switch over
  c?: I pass by {time}, [I can bring two cans of diesel|shall I bring the spare battery?]
  a<?: [yes please, leave it inside the fence|no need I think, but thanks]

  ==
  a: Idea: [label the terminals on all the cabinets|spare float at every site|one key for all the cabinets|same drive settings at every site of the same type]. I lose {20-40/5} minutes each time
  b>: [Yes please, and the same colours everywhere|+1|I have wanted that for years]
   | Good, but who does it? We have {17-26} sites
  c?: [I can do two a week on the rounds|Start with the ones that fail most]
   | I’ll start at {site} if nobody minds, I know it best
  a: [Deal. I’ll make the list|Great, I’ll put a sheet up at {report}]

  ==
  a: Insulation test {pump} {site}: {0.4-1.9} MΩ. [Limit is 1, right?|Was {12-85} in spring]
   | {pump} {site}: {0.3-0.9} MΩ to earth. Not touching that
  b: [q:Dry it out before you judge, it has been raining in there|Cable or motor? Disconnect at the wellhead and measure each]
  aw: [q:Dried for two hours, now {14-60} MΩ|Motor {140-380} MΩ, cable {0.3-0.9}. Cable it is]
  b: [q:Good. Leave the door open a bit and close the gland properly|Then pull the cable, not the pump. Joint is at {18-42} m]
  c?: for whoever needs it: there are {40-80/10} m of submersible cable [behind the container|on the drum at base]

  ==
  a: {pump} at {site} has {8400-19900} hours now. Overhaul or wait?
  b>: [Wait. The current is flat, the bearing is quiet|Overhaul before the dry months, not in them]
   | Rather now than in the heat. [I can have the kit by {weekday}|Two days with two people]
  c: [I agree|Same here]. If it stops in the dry season {site2} goes dry too
   | whatever you do, [let me fill the tank first|tell the school first]
  b?: Ok, {weekday} then, [starting at 7|weather permitting]

  == @evening
  a: [Night settings at {site}: pump off at {22-23}:{15-45/15}, low level alarm to my phone|{site} runs on timer tonight, please don’t touch the selector]
   | {pump} {site} stays in manual until tomorrow, [tag is on the switch|my lock is on the isolator]
  b?: Noted
   | ok 👍
   | [Who has the key if something happens?|Until when tomorrow?]

  ==
  a: Long one, sorry. What I found and did at {site}:\n\n{aboutPumps}
   | Write-up {site}, {today}\n\n{aboutPumps}
   | {aboutPumps}\n\nThat was {site}. {site2} tomorrow.
  b?: [Thank you, that is the way to do it|Read all of it, thanks. I take over on {weekday}]
   | 💯
  `,
);
