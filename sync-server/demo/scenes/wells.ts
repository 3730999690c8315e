import { parseScenes } from '../scene.ts';

export const wells = parseScenes(
  'wells',
  String.raw`
  ==
  a: {well} at {site}: [static level {8.20-24.90} m, {0.10-0.90} lower than in spring|level is down to {21.40-29.80} m]. [Is that what the model says?|Anyone else seeing that?]
   | Dipped {well} twice, {11.20-26.80} m both times. [That is low for the season|I did not expect that]
  b>: [q:The neighbours went down too, {well2} by about {10-60} cm since last month|From top of casing or from ground? They differ by {38-62} cm there]
  a: [q:Then it is the whole block and not the well. I’ll dip {well3} on the way to be sure|Casing, as always. And the tape is the good one]
  b?: [Good. Weekly from now on?|Let’s look at it together on {weekday}]

  ==
  a: Step test at {well} done. {3-5} steps, {0.6-1.2} to {2.1-3.4} l/s, drawdown {3.2-8.9} m at the end
   | Finished the pumping test on {well}. Recovery {78-96} % after {40-120/10} minutes
  b: That is [better|a bit worse] than last time. [q:Was the discharge far enough away?|Did you log the recovery too?|Can you drop the raw file at {report}?]
  a: [q:{60-90/10} m of hose, downhill, it ran off nicely|Yes, logger runs until tomorrow morning|Uploading tonight when I have a network]
  c?: [So can the school take {0.8-1.4} l/s from it?|What can we promise the committee then?]
  b<?: I would say {0.7-1.3} l/s and not a drop more until [we have a full season|the lab is back]

  ==
  a: Borehole camera shows [a crack at {22-48} m|roots at {6-12} m|the screen is clogged from {31-44} m down|something metallic at the bottom] in {well}
   | Camera run {well}: casing fine to {20-38} m, then [iron slime, like brown curtains|a joint that weeps]
  b>: [q:Do you have stills?|Oh. How bad?|Over what length?]
  a: [q:{6-14} stills under {report}, the third is the best|Bad enough to see without glasses|About a hand, I would say, hard to judge with that lens]
  c?: [Brush and surge before anybody talks of a liner|A liner takes {10-20} mm off the radius, the pump still fits]
  b: [Let me talk to the driller on {weekday}|Surge it first, film it again, then decide]

  ==
  a: {well} {site}: who changed the lock? My key does not fit and I am standing in front of it
   | New padlock on {well}, [is that one of ours?|and I have the old key]. I can’t get in
  b: [Me, on {lastday}. Key is in {place}|That was us, sorry, the old one was rusted through. Spare key is in {place}]
  a: [ok, then levels there tomorrow|thanks, mystery solved, doing it on the way back]

  ==
  a: Coordinates of {well} in the sheet are off, it is {60-340/10} m further [north|east|south-west], behind the [shed|hedge|big rock]
   | GNSS for {well}: ~{41-46}.{10234-98761}, {7-9}.{10234-98761}~, ±{2-9} cm. [Old one was from the paper map|Please use this one]
  b: [That explains the walk I had on {lastday}|Ha, I stood in a field there once|Thanks, updating]
   | And the height, is that ellipsoid or local? [I need both|The model wants local]
  a<?: [local is {312-688}.{10-99} m|both are in {report}]

  ==
  a: Landowner at {site} asks [q:how long the pipe trench stays open|whether the cows can drink from the overflow|if we can move the fence by {2-6} m|who pays for the new gate]. What do I say?
  b>: [q:Until {weekday}, and we put boards over it tonight|Yes, if the trough is after the meter|Fine by me as long as the wellhead stays inside|We do. Say I call him tomorrow, he was right last time too]
  a: [He is happy. He gave me plums|told him. he nodded, that is a lot for him|Good, he wants it in writing, so please send him two lines]
  c?: 😄
   | save me some

  ==
  a: Plan for the new well at {site}: {42-85} m, {125-160/35} mm casing, screen from {28-35} to {38-41}. [Objections?|Comments until {weekday} please]
  b>: [Gravel pack {2-4} mm or {1-2}?|I would start the screen {2-4} m deeper, the upper layer is silty]
   | What about [the distance to the latrine, is it {50-80/10} m?|the old well, do we seal it?]
  c?: [Access for the rig is the problem, the gate is {2.4-2.9} m wide|Rig cannot turn there, it has to come in backwards]
  a: Good [point|points]. [Redrawing, new version will be at {report}|I’ll measure it all again on {weekday} before I draw it]
   | I thought about that as well, [see page {2-6} of {report}|I’ll write it into the plan]

  ==
  a: Cleaned {well} today. [{8-25} l of sand out of it|One bucket of stones, two plastic bottles, one shoe], clear after {30-90/10} minutes
  b?: [q:seriously?|how deep was that?]
  a<: [q:it is always something. last year it was a shoe|{9-22} m. I don’t ask any more]
  c<?: 😂

  ==
  a: Can someone tell me why {well} and {well2} have the same [number on the lid|label|photo in the sheet]?
  b>: [Because someone in a hurry printed two|One of them was {well3} before the renumbering]. Which is the deeper one?
  a: the one [by the road|behind the tank], {31-58} m on the tape
  b: [Then that is {well}|That must be {well2}]. I’ll fix the sheet, [you fix the lid?|label is in {place}]
  a<: 👍
   | ok

  ==
  a: Trip report {site} and {site2}, {lastday}\n\n{aboutLevels}
   | Field notes, {site}, typed up at last:\n\n{aboutLevels}
  b>?: [Thanks, very useful. I put the numbers into the yearly file|Good to have that in writing]
   | 🙏
  `,
);
