import { parseScenes } from '../scene.ts';

export const safety = parseScenes(
  'safety',
  String.raw`
  ==
  a: Near miss at {site}: [q:ladder slipped on wet concrete, nobody on it|the cover of the valve pit was not bolted, I stood on it and it tipped|I reached into the cabinet before I checked the second isolator. It was off, but that was luck|a hose under pressure came off its coupling and missed me by a metre]. [Everybody fine|No harm done]
   | Reporting one from {site}: [q:the ladder went away on the wet concrete, luckily with nobody on it|pit cover not bolted, it tipped when I stepped on it|I had my hand in the cabinet with only one of two isolators checked|pressure hose came off the coupling, it missed me by a metre]. [Nobody hurt|No harm done, but it could have been]
  b>: Thank you for [writing it down|telling us]. [Is the place safe now?|What would have prevented it?]
  a: [q:Yes, ladder is out of use. The rubber feet are worn through, and a second person at the foot would have seen it|Yes, bolted now, all {4-8}. A line on the closing checklist would have helped|Yes. I was in a hurry, honestly. A label with both isolator numbers on the door|Yes. A whip check on the hose, we have them, I left them in the car]
  b: [I put it into the weekly round|Let’s take {10-15} minutes on {weekday} for this, with everybody]
  c?: [good call, I’m checking ours too|We had the same at {site2} in spring and did not report it. Sorry]

  ==
  a: Going into the [tank|valve pit|sump] at {site} at {time}. [{b} is at the hatch|With {b} at the hatch, permit {210-498} is open]
   | Confined space {site}: O₂ {20.7-20.9} %, H₂S 0, [entering|going in] {earlier}. [{b} stays on top|Check-in every {5-10} minutes]
  b: [On it, I have the rope|I’m at the hatch, radio {3-9}]
  aw: Out, {15-50/5} minutes, all fine. [Permit closed|Hatch is bolted]
   | [Out again|We are out]. Air was good the whole time
  c?: ✅
   | thanks for the check-ins

  ==
  a: Alone at {site} until {time}. [Next check-in on the hour|If you don’t hear from me at {time}, call]
   | Lone work {site}, [{2-5} h|until {time}], {vehicle} at the gate
  b>: [Noted, alarm set|Copy. I watch the clock]
  aw: [All fine, on my way back|done here, leaving|Check: ok]
  b<?: 👍
   | [good|Copy, board cleared]

  == @morning
  a: Toolbox talk tomorrow: [q:working near open water|lifting with the back straight|heat, water and shade|lock-out: your lock, your key]. 7:{15-45/15} at the container, {10-15} minutes, sheet is {report}
  b?: [I will be there|can I do it from {site}, by phone?|finally that one, good]
  c?: 👍
   | coming, [with coffee|and bringing a question]

  == @morning
  a: Please check your first aid kits today. [Date is on the lid, eyewash expires first|Replacements are in {place}]
  b: [Mine is complete, eyewash expires next month|{vehicle}: eyewash expired, rest ok]
  c?: {vehicle2}: [scissors are missing, rest ok|completely empty, who used all of that?]
  a<?: Write it on the list please, I restock tonight

  ==
  a: Bee nest in the [cabinet|meter box] at {site}. [I’m allergic, so not me|Leave it closed please, they are not in a good mood]
  b: [I know a beekeeper, calling him now|Marked it on the map. I ask the beekeeper from {site2}]
  aw?: He [comes on {weekday} and takes them home|was here already, with a box and no gloves. All gone]
  c?: 🐝
   | nice, ask him for honey

  ==
  a: {who} cut a finger at {site}, [small, cleaned and covered|two stitches, all good]. [Entry is in the book|Tetanus was in spring]
  b: [Thanks. Which job was it?|How did it happen?]
  a: [opening a box, of all things, not the saw|a burr on a clamp, the gloves were in the car]
  c?: 🩹
   | [get well soon!|ouch, all the best]

  ==
  a: Reminder, [drive slowly past the school at {site}, 30 and not more|no lone work on the mast, no exceptions|helmets in the pit, also for five minutes]. [I had a call|Thanks]
  b: [fair|that was me, sorry, will not happen again|understood]
   | 👍
  c?: 👍
   | [agreed|same goes for the dam road]

  ==
  a: Spill at {site}: about {1-4} l of [diesel|oil], [on gravel, absorbent is down|inside the tray]. {20-40/5} m from the well
   | Diesel smell in the pump house at {site}. [Not sure from where|Windows open, pump off]
  b>: Thanks. [Fuel valve shut, nobody starts anything|Shut the valve first], then dig out what is wet, {10-20/5} cm deeper than you see, and photos please
  aw: [{2-5} bags, they are in {vehicle}. It was the return line, a split of {1-3} cm|Done, photos at {report}. The return line had a split of {1-3} cm]
  b: [Thank you. Sample {well} on {weekday} to be sure|Good and fast. I write the report]

  ==
  a: Fire extinguishers: {site} and {site2} are [due this month|past the date]. [Who passes by?|Can somebody bring them in?]
  b: [me on {weekday}|{site} I can do tomorrow]
  a: [thank you|great, thanks]
   | swap them against the ones in {place} please

  ==
  a: Drill on {weekday}, {time}: [radio silence, then headcount|someone “broke a leg” at {site}]. You’ve been warned 🙂
  b: [can I be the victim this time?|noted. acting surprised]
  c?: 😂

  ==
  a: Result of the drill: headcount took {6-14} minutes. [Goal is five|We lost {who} for a while, who was in the shower]
  b: [better than last time ({15-22})|so the radios work at least]
  c?: I was in {place}, nobody looked there

  ==
  a: Notes from the safety walk at {site}:\n\n{aboutSafety}
   | Walked {site} with the checklist today.\n\n{aboutSafety}
  b>?: [Thank you, the ladder was on my conscience too|I can take two of those on {weekday}]
   | ✅
  `,
);
