/**
 * What the phrases speak about. `words` fill a slot such as {site}; a slot keeps its value through one conversation,
 * {site2} is another one. `cases` are facts that belong together, such as a fault, its cause and its repair, so that
 * question and answer fit: {fault.symptom}, {fault.fix}.
 */
export const words: Record<string, readonly string[]> = {
  site: [
    'Kestrel Ridge',
    'Old Mill',
    'Dry Fork',
    'Sandhill',
    'Marrow Creek',
    'Two Pines',
    'Larkfield',
    'Stonebridge',
    'Upper Tarn',
    'Heron Bend',
    'Red Gate',
    'Salt Flats',
    'Willow Ford',
    'Brennan School',
    'Windy Gap',
    'Lower Camp',
    'Tin Hut',
    'Quarry East',
    'Foxley',
    'Saddle Point',
    'Cold Spring',
    'Eagle Tank',
  ],
  well: ['BH-{02-48}', 'BH-{02-48}', 'W{03-29}', 'MW-{04-31}'],
  pump: [
    'pump 1',
    'pump 2',
    'pump 3',
    'P1',
    'P2',
    'P4',
    'the booster',
    'the transfer pump',
    'the solar pump',
    'the submersible',
    'the standby pump',
    'the dosing pump',
    'the surface pump',
    'the duty pump',
  ],
  vehicle: [
    'truck 1',
    'truck 2',
    'truck 3',
    'truck 5',
    'the white pickup',
    'the flatbed',
    'the old van',
    'the crane truck',
    'the long-wheelbase',
    'the red pickup',
    'the water tanker',
  ],
  part: [
    'DN32 gaskets',
    'DN50 gate valves',
    'float switches',
    'contactors',
    'foot valves',
    'mechanical seals',
    'small ball valves',
    'pressure gauges',
    'rolls of thread tape',
    'M20 cable glands',
    'fuses',
    'logger batteries',
    'desiccant bags',
    'chlorine test tabs',
    'bottles of pH 7.01',
    'half-litre sample bottles',
    'large hose clamps',
    'filter O-rings',
    'lengths of heat-shrink',
    'jubilee clips',
    'check valves',
    'PE couplers',
    'boxes of L gloves',
    'bottles of EC 1413',
    'motor capacitors',
    'A42 drive belts',
  ],
  tool: [
    'torque wrench',
    'insulation tester',
    'dip meter',
    'crimping tool',
    'pipe cutter',
    'clamp meter',
    'spirit level',
    'laser level',
    'infrared thermometer',
    'EC probe',
    'turbidity meter',
    'grease gun',
    'heat gun',
    'label printer',
    'GNSS rover',
    'phase tester',
    '24 mm spanner',
    'step drill',
    'borehole camera',
    'hand drill',
  ],
  road: [
    'the ridge road',
    'the north track',
    'the ford at the old bridge',
    'the quarry road',
    'the lower track',
    'the forest road',
    'the causeway',
    'the back road past the school',
    'the dam road',
    'the pass road',
    'the river crossing',
    'the track behind the tower',
  ],
  place: [
    'the workshop',
    'the box on the second shelf',
    'the container',
    'the back of my cabin',
    'the pump house',
    'the blue crate by the door',
    'the lab',
    'the office, left cupboard',
    'the charging cupboard',
    'my locker',
    'the crate marked LOAN',
    'the tool drawer',
  ],
  dish: [
    'lentil stew',
    'flatbread and beans',
    'chicken rice',
    'pierogi',
    'dal with spinach',
    'vegetable curry',
    'fish soup',
    'noodle soup',
    'stuffed peppers',
    'pancakes',
    'tagine',
    'potato gratin',
    'goulash',
    'fried plantain',
    'taro and greens',
    'bread pudding',
  ],
  thing: [
    'blue water bottle',
    'headlamp',
    'grey fleece',
    'reading glasses',
    'charger with the tape on it',
    'left glove',
    'thermos',
    'sunglasses',
    'notebook with the green cover',
    'rain jacket',
    'pocket knife',
    'wool hat',
    'padlock key',
  ],
  hurry: [
    'no rush',
    'when you have a minute',
    'today if you can',
    'before the weekend',
    'sometime this week',
    'whenever',
  ],
  report: [
    'https://example.org/reports/{2041-2398}',
    'https://example.org/reports/{2041-2398}',
    'https://example.org/sites/{103-188}/log',
    'https://example.org/files/{4100-8890}',
  ],
  photo: ['https://example.org/photos/{1040-1999}'],
  map: ['https://example.org/maps/{11-178}'],
  roster: ['https://example.org/roster/{20-44}'],
};

/** Slots that cases and scenes share; each value is a phrase of its own and may hold slots and choices. */
export const cases: Record<string, readonly Record<string, string>[]> = {
  fault: [
    {
      symptom:
        '[keeps tripping|tripped again|trips] on overload[ after about {4-20} minutes| once it gets to pressure| since this morning|]',
      ask: '[What current does it draw before it goes?|Did you clamp all three phases?|Amps per phase?]',
      answer: '{18.1-24.6} A on L1, the other two around {13.1-16.4}',
      verdict:
        '[Then one phase is bad somewhere. I would open the contactor first|That smells like a loose lug or a tired contactor. Isolate, lock, look at L1]',
      found:
        '[contact on L1 was burnt black|loose lug on L1, insulation half melted|the L1 terminal had {2-4} turns left in it]',
      fix: 'new contactor in, {12.8-14.6} A on all three now',
      part: '16 A contactor',
    },
    {
      symptom:
        '[runs but gives no water|hums along but nothing comes out|is running dry as far as I can tell]',
      ask: '[What does the gauge show?|Does the foot valve hold?|Any pressure at all?]',
      answer: 'gauge sits at {0.1-0.4} bar, [sounds healthy though|and it sounds too light]',
      verdict:
        '[Lost its prime I think. Fill it from the top, bleed it, try again|Foot valve. Fill the suction line and watch whether the level drops]',
      found:
        '[foot valve was full of gravel|a stick as long as my hand in the foot valve|foot valve seat is cracked, it never had a chance]',
      fix: 'cleaned, primed, {2.8-4.2} bar and a decent jet',
      part: 'foot valve',
    },
    {
      symptom:
        '[leaks at the shaft seal|is dripping from the seal, about {20-90} drops a minute|has a puddle under it again]',
      ask: '[q:Only while it runs, or standing too?|When was the seal last changed?]',
      answer: '[q:only while it runs. And the sleeve looks scored to me|{5-26} months ago, says the tag]',
      verdict:
        '[Then it is due. Do not tighten it any further, you will only score the shaft|Change the seal, and look at the sleeve while you have it open]',
      found:
        '[seal face chipped, and sand everywhere|the spring had lost its shape|someone had fitted it the wrong way round]',
      fix: 'new seal, [dry after {20-60} minutes of running|bone dry]',
      part: 'mechanical seal',
    },
    {
      symptom:
        '[vibrates so much that the guard rattles|shakes like a washing machine|has a new noise, a sort of growl]',
      ask: '[Empty or under load?|At which speed does it start?|Can you keep your hand on the bearing housing?]',
      answer: '[both, worse above {38-46} Hz|mostly under load, from {36-44} Hz up], housing at {58-79} °C',
      verdict:
        '[Coupling or bearing. Stop it before it decides for us|Switch to the standby please, that is not going to heal]',
      found:
        '[coupling rubber in three pieces|drive-side bearing, you could hear it by hand|two of the four foot bolts were loose]',
      fix: 'aligned to {0.03-0.09} mm, quiet [as a cat|again]',
      part: 'coupling rubber',
    },
    {
      symptom: '[does not start from the float|ignores the float switch|only runs in manual]',
      ask: '[q:Do you hear the relay when you lift the float?|Does it start if you bridge the float?|How old is the float cable?]',
      answer:
        '[q:no click at all, {0-2} V where there should be 24|starts at once if I bridge it|older than me, the print is gone and it feels stiff]',
      verdict:
        '[Then it is the float or its cable. Check the gland, water gets in there|Cable. It is nearly always the cable]',
      found:
        '[cable chewed through, some animal|water in the junction box, {2-5} cm of it|the float was tied up with wire, no idea who or why]',
      fix: 'new float, set to {1.10-1.90} m, tested it {3-5} times',
      part: 'float switch',
    },
    {
      symptom:
        '[stops with ~E{07-31}~ on the drive display|shows ~F{02-18}~ and will not reset|faults out with ~E{11-29}~ every [hour or so|morning]]',
      ask: '[q:Which drive, the grey one or the new one?|What is the input voltage?|Can you read the fault log, menu 7?]',
      answer:
        '[q:the new one, the grey one next to it runs|{352-371} V, used to be 400|{3-9} times the same line since midnight]',
      verdict:
        '[That code is undervoltage. Look at the supply before you reset it|Do not keep resetting it. Measure at the isolator first]',
      found:
        '[one fuse blown in the isolator|the neutral was loose at the board|a joint in the feeder was green]',
      fix: '{396-404} V, fault log cleared, runs since {earlier}',
      part: '20 A fuse',
    },
    {
      symptom:
        '[only makes {1.2-2.1} bar, normally {3.8-4.4}|has lost pressure, {1.4-2.2} bar at the manifold|struggles to fill the tank]',
      ask: '[q:Any wet spots along the line?|Is the bypass shut?|Strainer clean?]',
      answer:
        '[q:walked the first {200-600/100} m, all dry|bypass is shut, I stood next to it|had it in my hand, clean]',
      verdict:
        '[Close the outlet for ten seconds and read the gauge. If that is low too, it is the impeller|Worn impeller, I would bet lunch on it]',
      found:
        '[dead head only {2.2-2.6} bar, so impeller it is|half a vane missing|the strainer was the problem, packed with leaves]',
      fix: '{4.0-4.5} bar [with the new impeller|again], tank full by {time}',
      part: 'impeller',
    },
    {
      symptom:
        '[hammers when it stops, the whole line jumps|bangs at every stop|gives the pipe a kick at shutdown]',
      ask: '[q:Is the check valve closing?|How fast does the drive ramp down?|Since the new valve, or before too?]',
      answer:
        '[q:I can hear water running back after it stops, so I guess not|ramp is {1-3} s, I thought it was {8-12}|before too, but softer]',
      verdict:
        '[Set the ramp to {8-15} s for now and order a check valve|Then the flap hangs. Open it, it is four bolts]',
      found: '[flap hinge worn oval|a pebble under the flap|the spring was gone]',
      fix: 'ramp at {10-15} s, no bang, [you can put a coin on the pipe|lovely]',
      part: '2 inch check valve',
    },
    {
      symptom:
        '[starts and stops every {20-50} seconds|is short cycling, {60-110} starts an hour|keeps hunting]',
      ask: '[q:What is the pre-charge of the tank?|Knock on the tank: full all the way up?|Is there a leak downstream?]',
      answer:
        '[q:{0.1-0.6} bar, should be 1.8|sounds full to the top, no air in there|no, I shut the outlet and it does the same]',
      verdict:
        '[Bladder. Pump it up once, if it is flat tomorrow it is gone|Isolate the tank, pre-charge to 1.8 and watch]',
      found:
        '[bladder torn, water out of the air valve|just the valve core, hissing|pre-charge was never set after the move]',
      fix: '{6-14} starts an hour, [as it should be|I call that fixed]',
      part: 'pressure tank bladder',
    },
    {
      symptom:
        '[stops whenever a cloud comes|is giving half of what it did last month|only wakes up around {10-11}:{15-45/5}]',
      ask: '[q:When were the panels last cleaned?|Open-circuit voltage on both strings?|Shade from that tree again?]',
      answer:
        '[q:{3-9} weeks ago, and string B is still lower than A by {180-320/10} V|string A {610-640} V, string B {310-420}|tree is cut. String B gives {310-420} V though, A {610-640}]',
      verdict:
        '[String B has lost panels. Look for a connector that is warm or brown|Then half of B is missing. Start at the junction box]',
      found:
        '[a connector melted between panels {3-6} and {7-9}|mouse nest in the junction box, sorry mouse|two panels thick with dust, the others just dirty]',
      fix: '{618-640} V on both, {2.1-3.9} l/s at noon',
      part: 'pair of solar connectors',
    },
    {
      symptom:
        '[runs hot, {88-104} °C at the winding|is too hot to touch|trips on temperature after {25-70} minutes]',
      ask: '[q:Is the fan turning?|Is the flow enough to cool it?|All valves open on the manifold?]',
      answer:
        '[q:turns, but flow is only {0.6-1.4} l/s|{0.6-1.4} l/s, less than half of the plate|open as far as I can see, but flow is {0.6-1.4} l/s]',
      verdict:
        '[Too little flow to cool it. Something is throttling|Then it is cooking itself. Stop it and check the valve position on the manifold]',
      found:
        '[the gate valve was {2-5} turns from shut|strainer blocked with roots|the cooling shroud had slipped down]',
      fix: '{61-72} °C after an hour, stable',
      part: 'strainer basket',
    },
    {
      symptom:
        '[loses its settings at every power cut|comes back in the wrong mode after each outage|forgets the level setpoints overnight]',
      ask: '[q:Is the battery in the controller original?|Which firmware is on it?|Did anybody save to the second bank?]',
      answer:
        '[q:looks like it, {1.1-2.4} V|{2-4}.{1-9}, but the battery reads {1.1-2.4} V|yes, both banks. The battery reads {1.1-2.4} V]',
      verdict:
        '[Battery. And write the settings down before you pull it|Below 2.6 it forgets. There should be spares in the lab]',
      found: '[battery holder corroded|battery was the original from the factory]',
      fix: 'setpoints back: ~on {1.2-1.6}~, ~off {2.4-2.9}~, survived {3-4} cuts on purpose',
      part: 'controller battery',
    },
  ],
  breakdown: [
    {
      symptom: '[pulls to the left when braking|wanders under braking]',
      ask: '[q:Tyre pressures?|Is one wheel hotter than the others?]',
      answer:
        '[q:{3.1-3.4} all round, I filled them this morning|front left, {20-35} °C hotter than the right]',
      verdict:
        '[sticking caliper. don’t load it, bring it in|caliper then, it hangs. slowly home please, and no trailer]',
      fix: '[caliper slides cleaned and greased|new pads on both sides], brakes straight',
    },
    {
      symptom: '[will not start|just clicks|needed {3-6} tries this morning]',
      ask: '[q:What does the battery say?|Click once or click-click-click?|Lights bright or dim?]',
      answer:
        '[q:{10.9-11.8} V standing, someone left the beacon on|click-click-click|dim. and the terminals look furry]',
      verdict:
        '[jump it and drive at least {40-60} min before you stop|clean the terminals first, costs nothing]',
      fix: 'battery [swapped|charged over night], {12.5-12.8} V',
    },
    {
      symptom:
        'has a warning light on, [the yellow one with the coil|the orange engine|the one that looks like a submarine]',
      ask: '[q:Any loss of power?|Blinking or steady?]',
      answer: '[q:a bit weak uphill|steady, pulls fine], reader says ~P{0211-0489}~',
      verdict:
        '[that one can wait until tonight, keep it under {70-80}|come home with it, no hurry but no detours]',
      fix: '[glow plug {2-4} replaced|sensor connector was full of mud], light is off',
    },
    {
      symptom: 'has a flat, [rear right|front left|rear left], near {site}',
      ask: '[q:Spare ok?|Do you have the long jack?]',
      answer:
        '[q:spare is at {2.0-2.7} bar but round. jack sinks into the sand though|yes, but it sinks into the sand]',
      verdict:
        '[put the board from the toolbox under the jack. And wedge two wheels|use the floor board as a plate, works every time]',
      fix: 'rolling again, old tyre has a [nail|cut of {2-6} cm] in it',
    },
    {
      symptom: '[is running warm, {104-112} °C on the hills|drinks coolant, {1-2} litres since {lastday}]',
      ask: '[q:Puddle under it in the morning?|Fan coming on?]',
      answer:
        '[q:no puddle, but the upper hose looks swollen|fan comes on, but the hose is wet at the clamp]',
      verdict:
        '[heater on full, keep under {50-60} and stop at {site2} to top up|hose. We have one, I think, Zainab knows]',
      fix: 'hose and clamps new, {88-93} °C on the same hill',
    },
    {
      symptom: '[has no low range|will not go into four-wheel|grinds going into second]',
      ask: '[q:Cold too or only warm?|Does the lever feel loose?]',
      answer: '[q:worse when it’s warm|like a spoon in soup]',
      verdict: '[linkage bush then. ugly job but short|don’t force it, use the red pickup until {weekday}]',
      fix: 'new bushes, [shifts like butter|goes in with two fingers]',
    },
    {
      symptom: 'leaves {1-3} oil spots wherever it stands',
      ask: '[q:Black or reddish?|How much on the stick?]',
      answer: '[q:black, right under the sump|just above min]',
      verdict:
        '[drain plug washer then, ten minutes|probably the drain plug washer. top it up and write it on the board]',
      fix: 'washer changed, floor stays clean since {lastday}',
    },
    {
      symptom: '[has a cracked windscreen|caught a stone, there is a crack of {10-40} cm in the windscreen]',
      ask: '[q:In front of the driver?|Getting longer?]',
      answer: '[q:no, other side|a finger since this morning]',
      verdict:
        '[tape from outside, no heater on the glass. Booking it for {weekday}|ok, day trips only until it is done]',
      fix: 'done, please no [slamming doors|car wash] until tomorrow',
    },
  ],
  quality: [
    {
      what: 'turbidity [jumped to|at|is] {6.2-18.4} NTU',
      usual: '{0.6-1.4}',
      ask: '[q:Did it rain up there?|Before or after the filter?|Did you rinse the bottle three times?]',
      answer:
        '[q:a little, {2-7} mm since {lastday}|after, that is the odd part|three times, with the same water]',
      cause:
        '[the backwash never finished, valve stuck half way|surface water gets in at the collar|someone was pulling the pump next door]',
      act: '[Flush for {20-40} minutes and take a second one please|Close the outlet to the tank until it is below 4]',
      later: '{0.7-2.6} NTU after flushing',
    },
    {
      what: 'free chlorine [only|down to|is] {0.04-0.12} mg/l at the far tap',
      usual: '{0.3-0.5}',
      ask: '[q:And at the tank outlet?|When was the drum changed?|Is the dosing pump actually clicking?]',
      answer:
        '[q:{0.31-0.48} there, it gets lost on the way|{lastday}, says the lid|clicking yes, but I see no drops]',
      cause:
        '[air in the dosing line|the drum was empty, level sensor stuck|stock solution was old, it has lost half]',
      act: '[Bleed the line, dose up to {0.4-0.6} and measure again in an hour|Mix a fresh drum, date on the lid]',
      later: '{0.32-0.49} mg/l at the far tap',
    },
    {
      what: 'EC went from {580-640} to {790-940} µS/cm',
      usual: '{590-640}',
      ask: '[q:Same probe as last time?|Calibrated today?|What did the level do?]',
      answer:
        '[q:no, the second one, mine is being charged|yesterday, not today|down {30-80} cm since last week]',
      cause:
        '[probe was off by {15-25} %, checked against 1413|the deep screen takes over when the level drops|the neighbour field was fertilised, nitrate is up too]',
      act: '[Take a bottle for the lab, two if you have them|Check with the second probe before we believe it]',
      later: '{601-655} µS/cm with the other probe',
    },
    {
      what: 'pH {6.1-6.4}[ and it smells of iron| and a bit of a metallic taste|]',
      usual: '{7.0-7.4}',
      ask: '[q:Buffers fresh?|How long did you pump before sampling?|Is the aerator on?]',
      answer:
        '[q:opened this week|not long, there was a queue at the tap|I can’t hear it from here, going to look]',
      cause:
        '[aerator breaker had dropped|only {3-5} minutes of pumping before the sample|buffer 4.01 was past its date]',
      act: '[Pump three well volumes, then again please|Aerator on, second sample in {30-60} min]',
      later: 'pH {6.9-7.2}, [no smell|smell is gone]',
    },
    {
      what: 'the coliform test came back positive, {2-9} colonies',
      usual: '0',
      ask: '[q:Was the tap flamed?|How long was the bottle in the car?|Control sample clean?]',
      answer:
        '[q:wiped with alcohol, the burner was empty|{3-6} hours, in the box, but the ice was gone|control is clean, so it is real]',
      cause:
        '[the tap has an aerator insert nobody took off|the bottle sat in the sun for hours|the tank hatch was not sealed]',
      act: '[Resample tomorrow first thing, and put up the boil notice until then|Shock chlorination, then two clean samples 24 h apart]',
      later: '0 colonies, second clean one in a row',
    },
    {
      what: 'nitrate {41-48} mg/l',
      usual: '{18-26}',
      ask: '[q:Strip or photometer?|Do we have last year’s for the same month?|What is upstream there, fields?]',
      answer:
        '[q:strip, I left the photometer at base|{19-26}, just looked it up|fields, and they ploughed on {lastday}]',
      cause:
        '[strips from an opened tube, photometer says {22-27}|first rain after the dry weeks, it washes everything down|the new cattle trough sits too close]',
      act: '[Photometer please, strips are only good for shouting|Weekly instead of monthly until it is under 30]',
      later: '{21-29} mg/l, photometer, twice',
    },
  ],
  logger: [
    {
      symptom: '[has sent nothing since {lastday}|is silent|dropped off the map on {lastday}]',
      ask: '[q:Battery?|Is the antenna still on?|Does it blink when you hold the magnet to it?]',
      answer:
        '[q:changed in spring, so it should be fine|antenna is on but it turns by hand|twice, then nothing]',
      cause: '[antenna connector full of water|battery {2.9-3.1} V under load|SIM tray had popped out]',
      fix: 'dried, greased, back online at {earlier}',
    },
    {
      symptom:
        '[shows a level {1.2-3.8} m too high|jumped {0.8-2.4} m overnight|disagrees with my dip by {14-60} cm]',
      ask: '[q:Did somebody move the cable?|What does a hand dip say?|Is the barometric correction on?]',
      answer:
        '[q:not me, but there are fresh footprints|{14.20-24.80} m, twice|yes, with the file from base]',
      cause:
        '[the hanger slipped, sensor sits {0.9-2.2} m lower|baro file was from another site|cable was pinched under the cap]',
      fix: 're-hung at {18.2-26.9} m, offset in the sheet',
    },
    {
      symptom: '[is {40-75} minutes off|thinks it is another time zone|stamps everything an hour late]',
      ask: '[q:Set to UTC?|When was it last synced?|Only that one or all of the old ones?]',
      answer:
        '[q:the menu says UTC, I don’t believe it|{2-5} weeks ago, on the last round|{well2} too, the others are fine]',
      cause: '[someone set summer time by hand|clock battery|firmware before 2.4 forgets on restart]',
      fix: 'clock set to UTC, old rows shifted by script',
    },
    {
      symptom:
        '[has gaps every night between {0-2}:00 and {3-5}:00|loses about {4-9} % of its rows|writes the same value for hours]',
      ask: '[q:Memory full?|Is it the cold?|Which interval did we set?]',
      answer: '[q:{71-99} %, so nearly|maybe, it was {2-9} below last night|15 minutes I thought]',
      cause:
        '[memory in wrap mode, it overwrites|voltage drops below the limit in the cold|interval was 1 minute instead of 15]',
      fix: 'interval ~15m~, memory cleared, lithium cell in',
    },
    {
      symptom:
        '[gives noise like a hedgehog|flaps by {3-11} cm from reading to reading|is very nervous since the storm]',
      ask: '[q:Is the shield grounded at one end only?|Pump running right beside it?|How does it look with the pump off?]',
      answer: '[q:no idea, the cabinet end is for sure|yes, half a metre away|the same, only slower]',
      cause:
        '[shield was grounded at both ends|the drive cable lies next to the sensor cable|stilling tube is cracked]',
      fix: 'calm again, ±{1-3} mm',
    },
  ],
};
