/*
 * Written by `npm run generate:emoji` from the npm packages emoji-datasource and gemoji (both MIT).
 * An emoji a line: the name that Slack stores, then every other name of Slack's, GitHub's and
 * Mattermost's, in three groups by how many skin tones it takes.
 */

export const WITHOUT_TONES = `
100
1234
8ball
a
ab
abacus
abc
abcd
accept
accordion
adhesive_bandage
admission_tickets tickets
aerial_tramway
airplane
airplane_arriving flight_arrival
airplane_departure flight_departure
alarm_clock
alembic
alien
ambulance
amphora
anatomical_heart
anchor
anger
angry
anguished
ant
apple
aquarius
aries
arrow_backward
arrow_double_down
arrow_double_up
arrow_down
arrow_down_small
arrow_forward
arrow_heading_down
arrow_heading_up
arrow_left
arrow_lower_left
arrow_lower_right
arrow_right
arrow_right_hook
arrow_up
arrow_up_down
arrow_up_small
arrow_upper_left
arrow_upper_right
arrows_clockwise
arrows_counterclockwise
art
articulated_lorry
astonished
athletic_shoe
atm
atom_symbol
auto_rickshaw
avocado
axe
b
baby_bottle
baby_chick
baby_symbol
back
bacon
badger
badminton_racquet_and_shuttlecock badminton
bagel
baggage_claim
baguette_bread
ballet_shoes
balloon
ballot_box_with_ballot ballot_box
ballot_box_with_check
bamboo
banana
bangbang
banjo
bank
bar_chart
barber
barely_sunny sun_behind_cloud sun_behind_large_cloud
baseball
basket
basketball
bat
bathtub
battery
beach_with_umbrella beach_umbrella
beans
bear
beaver
bed
bee honeybee
beer
beers
beetle
beginner
bell
bell_pepper
bellhop_bell
bento
beverage_box
bike
bikini
billed_cap
biohazard_sign biohazard
bird
birthday
bison
biting_lip
black_bird
black_cat
black_circle
black_circle_for_record record_button
black_heart
black_joker
black_large_square
black_left_pointing_double_triangle_with_vertical_bar previous_track_button
black_medium_small_square
black_medium_square
black_nib
black_right_pointing_double_triangle_with_vertical_bar next_track_button
black_right_pointing_triangle_with_double_vertical_bar play_or_pause_button
black_small_square
black_square_button
black_square_for_stop stop_button
blossom
blowfish
blue_book
blue_car
blue_heart
blueberries
blush
boar
boat sailboat
bomb
bone
book open_book
bookmark
bookmark_tabs
books
boom collision
boomerang
boot
bouquet
bow_and_arrow
bowl_with_spoon
bowling
boxing_glove
brain
bread
bricks
bridge_at_night
briefcase
briefs swim_brief
broccoli
broken_chain
broken_heart
broom
brown_heart
brown_mushroom
bubble_tea
bubbles
bucket
bug
building_construction
bulb
bullettrain_front
bullettrain_side
burrito
bus
busstop
bust_in_silhouette
busts_in_silhouette
butter
butterfly
cactus
cake
calendar
calling
camel
camera
camera_with_flash camera_flash
camping
cancer
candle
candy
canned_food
canoe
capital_abcd
capricorn
car red_car
card_file_box
card_index
card_index_dividers
carousel_horse
carpentry_saw
carrot
cat
cat2
cd
chains
chair
champagne
chart
chart_with_downwards_trend
chart_with_upwards_trend
checkered_flag
cheese_wedge cheese
cherries
cherry_blossom
chess_pawn
chestnut
chicken
children_crossing
chipmunk
chocolate_bar
chopsticks
christmas_tree
church
cinema
circus_tent
city_sunrise
city_sunset
cityscape
cl
clapper
classical_building
clinking_glasses
clipboard
clock1
clock10
clock1030
clock11
clock1130
clock12
clock1230
clock130
clock2
clock230
clock3
clock330
clock4
clock430
clock5
clock530
clock6
clock630
clock7
clock730
clock8
clock830
clock9
clock930
closed_book
closed_lock_with_key
closed_umbrella
cloud
clown_face
clubs
cn flag-cn
coat
cockroach
cocktail
coconut
coffee
coffin
coin
cold_face
cold_sweat
comet
compass
compression clamp
computer
confetti_ball
confounded
confused
congratulations
construction
control_knobs
convenience_store
cookie
cool
copyright
coral
corn
couch_and_lamp
cow
cow2
crab
credit_card
crescent_moon
cricket
cricket_bat_and_ball cricket_game
crocodile
croissant
crossed_flags
crossed_swords
crown
crutch
cry
crying_cat_face
crystal_ball
cucumber
cup_with_straw
cupcake
cupid
curling_stone
curly_loop
currency_exchange
curry
custard
customs
cut_of_meat
cyclone
dagger_knife dagger
dancers
dango
dark_sunglasses
dart
dash
date
de flag-de
deciduous_tree
deer
department_store
derelict_house_building derelict_house
desert
desert_island
desktop_computer
diamond_shape_with_a_dot_inside
diamonds
disappointed
disappointed_relieved
disguised_face
diving_mask
diya_lamp
dizzy
dizzy_face
dna
do_not_litter
dodo
dog
dog2
dollar
dolls
dolphin flipper
donkey
door
dotted_line_face
double_vertical_bar pause_button
doughnut
dove_of_peace dove
dragon
dragon_face
dress
dromedary_camel
drooling_face
drop_of_blood
droplet
drum_with_drumsticks drum
duck
dumpling
dvd
e-mail
eagle
ear_of_rice
earth_africa
earth_americas
earth_asia
egg
eggplant
eight
eight_pointed_black_star
eight_spoked_asterisk
eject eject_button
electric_plug
elephant
elevator
email envelope
empty_nest
end
envelope_with_arrow
es flag-es
euro
european_castle
european_post_office
evergreen_tree
exclamation heavy_exclamation_mark
exploding_head shocked_face_with_exploding_head
expressionless
eye
eye-in-speech-bubble eye_speech_bubble
eyeglasses
eyes
face_exhaling
face_holding_back_tears
face_in_clouds
face_vomiting face_with_open_mouth_vomiting vomiting_face
face_with_bags_under_eyes
face_with_cowboy_hat cowboy_hat_face
face_with_diagonal_mouth
face_with_hand_over_mouth smiling_face_with_smiling_eyes_and_hand_covering_mouth hand_over_mouth
face_with_head_bandage
face_with_monocle monocle_face
face_with_open_eyes_and_hand_over_mouth
face_with_peeking_eye
face_with_raised_eyebrow face_with_one_eyebrow_raised raised_eyebrow
face_with_rolling_eyes roll_eyes
face_with_spiral_eyes
face_with_symbols_on_mouth serious_face_with_symbols_covering_mouth cursing_face
face_with_thermometer
factory
falafel
fallen_leaf
family
family_adult_adult_child
family_adult_adult_child_child
family_adult_child
family_adult_child_child
fast_forward
fax
fearful
feather
feet paw_prints
female_genie genie_woman
female_sign
female_zombie zombie_woman
fencer person_fencing
ferris_wheel
ferry
field_hockey_stick_and_ball field_hockey
file_cabinet
file_folder
film_frames film_strip
film_projector
fingerprint
fire
fire_engine
fire_extinguisher
firecracker
fireworks
first_place_medal 1st_place_medal
first_quarter_moon
first_quarter_moon_with_face
fish
fish_cake
fishing_pole_and_fish
five
flag-ac ascension_island
flag-ad andorra
flag-ae united_arab_emirates
flag-af afghanistan
flag-ag antigua_barbuda
flag-ai anguilla
flag-al albania
flag-am armenia
flag-ao angola
flag-aq antarctica
flag-ar argentina
flag-as american_samoa
flag-at austria
flag-au australia
flag-aw aruba
flag-ax aland_islands
flag-az azerbaijan
flag-ba bosnia_herzegovina
flag-bb barbados
flag-bd bangladesh
flag-be belgium
flag-bf burkina_faso
flag-bg bulgaria
flag-bh bahrain
flag-bi burundi
flag-bj benin
flag-bl st_barthelemy
flag-bm bermuda
flag-bn brunei
flag-bo bolivia
flag-bq caribbean_netherlands
flag-br brazil
flag-bs bahamas
flag-bt bhutan
flag-bv bouvet_island
flag-bw botswana
flag-by belarus
flag-bz belize
flag-ca canada ca
flag-cc cocos_islands
flag-cd congo_kinshasa
flag-cf central_african_republic
flag-cg congo_brazzaville
flag-ch switzerland
flag-ci cote_divoire
flag-ck cook_islands
flag-cl chile
flag-cm cameroon
flag-co colombia
flag-cp clipperton_island
flag-cr costa_rica
flag-cu cuba
flag-cv cape_verde
flag-cw curacao
flag-cx christmas_island
flag-cy cyprus
flag-cz czech_republic
flag-dg diego_garcia
flag-dj djibouti
flag-dk denmark
flag-dm dominica
flag-do dominican_republic
flag-dz algeria
flag-ea ceuta_melilla
flag-ec ecuador
flag-ee estonia
flag-eg egypt
flag-eh western_sahara
flag-england england
flag-er eritrea
flag-et ethiopia
flag-eu eu european_union
flag-fi finland
flag-fj fiji
flag-fk falkland_islands
flag-fm micronesia
flag-fo faroe_islands
flag-ga gabon
flag-gd grenada
flag-ge georgia
flag-gf french_guiana
flag-gg guernsey
flag-gh ghana
flag-gi gibraltar
flag-gl greenland
flag-gm gambia
flag-gn guinea
flag-gp guadeloupe
flag-gq equatorial_guinea
flag-gr greece
flag-gs south_georgia_south_sandwich_islands
flag-gt guatemala
flag-gu guam
flag-gw guinea_bissau
flag-gy guyana
flag-hk hong_kong
flag-hm heard_mcdonald_islands
flag-hn honduras
flag-hr croatia
flag-ht haiti
flag-hu hungary
flag-ic canary_islands
flag-id indonesia
flag-ie ireland
flag-il israel
flag-im isle_of_man
flag-in india
flag-io british_indian_ocean_territory
flag-iq iraq
flag-ir iran
flag-is iceland
flag-je jersey
flag-jm jamaica
flag-jo jordan
flag-ke kenya
flag-kg kyrgyzstan
flag-kh cambodia
flag-ki kiribati
flag-km comoros
flag-kn st_kitts_nevis
flag-kp north_korea
flag-kw kuwait
flag-ky cayman_islands
flag-kz kazakhstan
flag-la laos
flag-lb lebanon
flag-lc st_lucia
flag-li liechtenstein
flag-lk sri_lanka
flag-lr liberia
flag-ls lesotho
flag-lt lithuania
flag-lu luxembourg
flag-lv latvia
flag-ly libya
flag-ma morocco
flag-mc monaco
flag-md moldova
flag-me montenegro
flag-mf st_martin
flag-mg madagascar
flag-mh marshall_islands
flag-mk macedonia
flag-ml mali
flag-mm myanmar
flag-mn mongolia
flag-mo macau
flag-mp northern_mariana_islands
flag-mq martinique
flag-mr mauritania
flag-ms montserrat
flag-mt malta
flag-mu mauritius
flag-mv maldives
flag-mw malawi
flag-mx mexico
flag-my malaysia
flag-mz mozambique
flag-na namibia
flag-nc new_caledonia
flag-ne niger
flag-nf norfolk_island
flag-ng nigeria
flag-ni nicaragua
flag-nl netherlands
flag-no norway
flag-np nepal
flag-nr nauru
flag-nu niue
flag-nz new_zealand
flag-om oman
flag-pa panama
flag-pe peru
flag-pf french_polynesia
flag-pg papua_new_guinea
flag-ph philippines
flag-pk pakistan pk
flag-pl poland
flag-pm st_pierre_miquelon
flag-pn pitcairn_islands
flag-pr puerto_rico
flag-ps palestinian_territories
flag-pt portugal
flag-pw palau
flag-py paraguay
flag-qa qatar
flag-re reunion
flag-ro romania
flag-rs serbia
flag-rw rwanda
flag-sa saudi_arabia
flag-sark
flag-sb solomon_islands
flag-sc seychelles
flag-scotland scotland
flag-sd sudan
flag-se sweden
flag-sg singapore
flag-sh st_helena
flag-si slovenia
flag-sj svalbard_jan_mayen
flag-sk slovakia
flag-sl sierra_leone
flag-sm san_marino
flag-sn senegal
flag-so somalia
flag-sr suriname
flag-ss south_sudan
flag-st sao_tome_principe
flag-sv el_salvador
flag-sx sint_maarten
flag-sy syria
flag-sz swaziland
flag-ta tristan_da_cunha
flag-tc turks_caicos_islands
flag-td chad
flag-tf french_southern_territories
flag-tg togo
flag-th thailand
flag-tj tajikistan
flag-tk tokelau
flag-tl timor_leste
flag-tm turkmenistan
flag-tn tunisia
flag-to tonga
flag-tr tr
flag-tt trinidad_tobago
flag-tv tuvalu
flag-tw taiwan
flag-tz tanzania
flag-ua ukraine
flag-ug uganda
flag-um us_outlying_islands
flag-un united_nations
flag-uy uruguay
flag-uz uzbekistan
flag-va vatican_city
flag-vc st_vincent_grenadines
flag-ve venezuela
flag-vg british_virgin_islands
flag-vi us_virgin_islands
flag-vn vietnam
flag-vu vanuatu
flag-wales wales
flag-wf wallis_futuna
flag-ws samoa
flag-xk kosovo
flag-ye yemen
flag-yt mayotte
flag-za south_africa za
flag-zm zambia
flag-zw zimbabwe
flags
flamingo
flashlight
flatbread
fleur_de_lis
floppy_disk
flower_playing_cards
flushed
flute
fly
flying_disc
flying_saucer
fog
foggy
folding_hand_fan
fondue
football
footprints
fork_and_knife
fortune_cookie
fountain
four
four_leaf_clover
fox_face
fr flag-fr
frame_with_picture framed_picture
free
fried_egg cooking
fried_shrimp
fries
frog
frowning
fuelpump
full_moon
full_moon_with_face
funeral_urn
game_die
garlic
gb uk flag-gb
gear
gem
gemini
genie
ghost
gift
gift_heart
ginger_root
giraffe_face giraffe
glass_of_milk milk_glass
globe_with_meridians
gloves
goal_net
goat
goggles
golf
goose
gorilla
grapes
green_apple
green_book
green_heart
green_salad
grey_exclamation
grey_heart
grey_question
grimacing
grin
grinning
guide_dog
guitar
gun
hair_pick
hamburger
hammer
hammer_and_pick
hammer_and_wrench
hamsa
hamster
handbag
hankey poop shit
harp
hash
hatched_chick
hatching_chick
head_shaking_horizontally
head_shaking_vertically
headphones
headstone
hear_no_evil
heart
heart_decoration
heart_eyes
heart_eyes_cat
heart_on_fire
heartbeat
heartpulse
hearts
heavy_check_mark
heavy_division_sign
heavy_dollar_sign
heavy_equals_sign
heavy_heart_exclamation_mark_ornament heavy_heart_exclamation
heavy_minus_sign
heavy_multiplication_x
heavy_plus_sign
hedgehog
helicopter
helmet_with_white_cross rescue_worker_helmet
herb
hibiscus
high_brightness
high_heel
hiking_boot
hindu_temple
hippopotamus
hocho knife
hole
honey_pot
hook
horse
hospital
hot_face
hot_pepper
hotdog
hotel
hotsprings
hourglass
hourglass_flowing_sand
house
house_buildings houses
house_with_garden
hugging_face hugs
hushed
hut
hyacinth
ice_cream
ice_cube
ice_hockey_stick_and_puck ice_hockey
ice_skate
icecream
id
identification_card
ideograph_advantage
imp
inbox_tray
incoming_envelope
infinity
information_source
innocent
interrobang
iphone
it flag-it
izakaya_lantern lantern
jack_o_lantern
japan
japanese_castle
japanese_goblin
japanese_ogre
jar
jeans
jellyfish
jigsaw
joy
joy_cat
joystick
jp flag-jp
kaaba
kangaroo
key
keyboard
keycap_star asterisk
keycap_ten
khanda
kimono
kiss
kissing
kissing_cat
kissing_closed_eyes
kissing_heart
kissing_smiling_eyes
kite
kiwifruit kiwi_fruit
knife_fork_plate plate_with_cutlery
knot
koala
koko
kr flag-kr
lab_coat
label
lacrosse
ladder
ladybug lady_beetle
large_blue_circle
large_blue_diamond
large_blue_square blue_square
large_brown_circle brown_circle
large_brown_square brown_square
large_green_circle green_circle
large_green_square green_square
large_orange_circle orange_circle
large_orange_diamond
large_orange_square orange_square
large_purple_circle purple_circle
large_purple_square purple_square
large_red_square red_square
large_yellow_circle yellow_circle
large_yellow_square yellow_square
last_quarter_moon
last_quarter_moon_with_face
latin_cross
laughing satisfied
leafless_tree
leafy_green
leaves
ledger
left_luggage
left_right_arrow
left_speech_bubble
leftwards_arrow_with_hook
lemon
leo
leopard
level_slider
libra
light_blue_heart
light_rail
lightning lightning_cloud cloud_with_lightning
lime
link
linked_paperclips paperclips
lion_face lion
lips
lipstick
lizard
llama
lobster
lock
lock_with_ink_pen
lollipop
long_drum
loop
lotion_bottle
lotus
loud_sound
loudspeaker
love_hotel
love_letter
low_battery
low_brightness
lower_left_ballpoint_pen pen
lower_left_crayon crayon
lower_left_fountain_pen fountain_pen
lower_left_paintbrush paintbrush
luggage
lungs
lying_face
m
mag
mag_right
magic_wand
magnet
mahjong
mailbox
mailbox_closed
mailbox_with_mail
mailbox_with_no_mail
male_genie genie_man
male_sign
male_zombie zombie_man
mammoth
man-boy family_man_boy
man-boy-boy family_man_boy_boy
man-girl family_man_girl
man-girl-boy family_man_girl_boy
man-girl-girl family_man_girl_girl
man-man-boy family_man_man_boy
man-man-boy-boy family_man_man_boy_boy
man-man-girl family_man_man_girl
man-man-girl-boy family_man_man_girl_boy
man-man-girl-girl family_man_man_girl_girl
man-woman-boy family_man_woman_boy
man-woman-boy-boy family_man_woman_boy_boy
man-woman-girl family_man_woman_girl
man-woman-girl-boy family_man_woman_girl_boy
man-woman-girl-girl family_man_woman_girl_girl
man-wrestling men_wrestling
mango
mans_shoe shoe
mantelpiece_clock
manual_wheelchair
maple_leaf
maracas
martial_arts_uniform
mask
mate_drink mate
meat_on_bone
mechanical_arm
mechanical_leg
medal medal_military
medical_symbol staff_of_aesculapius
mega
melon
melting_face
memo pencil
men-with-bunny-ears-partying man-with-bunny-ears-partying dancing_men
mending_heart
menorah_with_nine_branches menorah
mens
metro
microbe
microphone
microscope
military_helmet
milky_way
minibus
minidisc
mirror
mirror_ball
mobile_phone_off
money_mouth_face
money_with_wings
moneybag
monkey
monkey_face
monorail
moon waxing_gibbous_moon
moon_cake
moose
mortar_board
mosque
mosquito
mostly_sunny sun_small_cloud sun_behind_small_cloud
motor_boat
motor_scooter
motorized_wheelchair
motorway
mount_fuji
mountain
mountain_cableway
mountain_railway
mouse
mouse2
mouse_trap
movie_camera
moyai
mushroom
musical_keyboard
musical_note
musical_score
mute
name_badge
national_park
nauseated_face
nazar_amulet
necktie
negative_squared_cross_mark
nerd_face
nest_with_eggs
nesting_dolls
neutral_face
new
new_moon
new_moon_with_face
newspaper
ng
night_with_stars
nine
no_bell
no_bicycles
no_entry
no_entry_sign
no_mobile_phones
no_mouth
no_pedestrians
no_smoking
non-potable_water
notebook
notebook_with_decorative_cover
notes
nut_and_bolt
o
o2
ocean
octagonal_sign stop_sign
octopus
oden
office
oil_drum
ok
old_key
olive
om_symbol om
on
oncoming_automobile
oncoming_bus
oncoming_police_car
oncoming_taxi
one
one-piece_swimsuit one_piece_swimsuit
onion
open_file_folder
open_mouth
ophiuchus
orange_book
orange_heart
orangutan
orthodox_cross
otter
outbox_tray
owl
ox
oyster
package
page_facing_up
page_with_curl
pager
palm_tree
pancakes
panda_face
paperclip
parachute
parking
parrot
part_alternation_mark
partly_sunny
partly_sunny_rain sun_behind_rain_cloud
partying_face
passenger_ship
passport_control
pea_pod
peace_symbol
peach
peacock
peanuts
pear
pencil2
penguin
pensive
people_hugging
performing_arts
persevere
petri_dish
phoenix
phone telephone
pick
pickup_truck
pie
pig
pig2
pig_nose
pill
pinata
pineapple
pink_heart
pirate_flag
pisces
pizza
placard
place_of_worship
playground_slide
pleading_face
plunger
polar_bear
police_car
poodle
popcorn
post_office
postal_horn
postbox
potable_water
potato
potted_plant
pouch
poultry_leg
pound
pouring_liquid
pouting_cat
prayer_beads
pretzel
printer
probing_cane
purple_heart
purse
pushpin
put_litter_in_its_place
question
rabbit
rabbit2
raccoon
racehorse
racing_car
racing_motorcycle motorcycle
radio
radio_button
radioactive_sign radioactive
rage pout
railway_car
railway_track
rain_cloud cloud_with_rain
rainbow
rainbow-flag rainbow_flag
ram
ramen
rat
razor
receipt
recycle
red_circle
red_envelope
registered
relaxed
relieved
reminder_ribbon
repeat
repeat_one
restroom
revolving_hearts
rewind
rhinoceros
ribbon
rice
rice_ball
rice_cracker
rice_scene
right_anger_bubble
ring
ring_buoy
ringed_planet
robot_face robot
rock
rocket
roll_of_paper
rolled_up_newspaper newspaper_roll
roller_coaster
roller_skate
rolling_on_the_floor_laughing rofl
rooster
root_vegetable
rose
rosette
rotating_light
round_pushpin
ru flag-ru
rugby_football
running_shirt_with_sash
sa
safety_pin
safety_vest
sagittarius
sake
salt
saluting_face
sandal
sandwich
sari
satellite artificial_satellite
satellite_antenna
sauropod
saxophone
scales balance_scale
scarf
school
school_satchel
scissors
scooter kick_scooter
scorpion
scorpius
scream
scream_cat
screwdriver
scroll
seal
seat
second_place_medal 2nd_place_medal
secret
see_no_evil
seedling
service_dog
seven
sewing_needle
shaking_face
shallow_pan_of_food
shamrock
shark
shaved_ice
sheep
shell
shield
shinto_shrine
ship
shirt tshirt
shopping_bags shopping
shopping_trolley shopping_cart
shorts
shovel
shower
shrimp
shushing_face face_with_finger_covering_closed_lips
signal_strength
six
six_pointed_star
skateboard
ski
skier
skin-tone-2
skin-tone-3
skin-tone-4
skin-tone-5
skin-tone-6
skull
skull_and_crossbones
skunk
sled
sleeping
sleepy
slightly_frowning_face
slightly_smiling_face
slot_machine
sloth
small_airplane
small_blue_diamond
small_orange_diamond
small_red_triangle
small_red_triangle_down
smile
smile_cat
smiley
smiley_cat
smiling_face_with_3_hearts smiling_face_with_three_hearts
smiling_face_with_tear
smiling_imp
smirk
smirk_cat
smoking
snail
snake
sneezing_face
snow_capped_mountain mountain_snow
snow_cloud cloud_with_snow
snowflake
snowman snowman_with_snow
snowman_without_snow
soap
sob
soccer
socks
softball
soon
sos
sound
space_invader
spades
spaghetti
sparkle
sparkler
sparkles
sparkling_heart
speak_no_evil
speaker
speaking_head_in_silhouette speaking_head
speech_balloon
speedboat
spider
spider_web
spiral_calendar_pad spiral_calendar
spiral_note_pad spiral_notepad
splatter
sponge
spoon
sports_medal medal_sports
squid
stadium
star
star-struck grinning_face_with_star_eyes star_struck
star2
star_and_crescent
star_of_david
stars
station
statue_of_liberty
steam_locomotive
stethoscope
stew
stopwatch
straight_ruler
strawberry
stuck_out_tongue
stuck_out_tongue_closed_eyes
stuck_out_tongue_winking_eye
studio_microphone
stuffed_flatbread
sun_with_face
sunflower
sunglasses
sunny
sunrise
sunrise_over_mountains
sushi
suspension_railway
swan
sweat
sweat_drops
sweat_smile
sweet_potato
symbols
synagogue
syringe
t-rex
table_tennis_paddle_and_ball ping_pong
taco
tada
takeout_box
tamale
tanabata_tree
tangerine orange mandarin
taurus
taxi
tea
teapot
teddy_bear
telephone_receiver
telescope
tennis
tent
test_tube
thermometer
thinking_face thinking
third_place_medal 3rd_place_medal
thong_sandal
thought_balloon
thread
three
three_button_mouse computer_mouse
thunder_cloud_and_rain cloud_with_lightning_and_rain
ticket
tiger
tiger2
timer_clock
tired_face
tm
toilet
tokyo_tower
tomato
tongue
toolbox
tooth
toothbrush
top
tophat
tornado tornado_cloud
trackball
tractor
traffic_light
train
train2
tram
transgender_flag
transgender_symbol
triangular_flag_on_post
triangular_ruler
trident
triumph
troll
trolleybus
trophy
tropical_drink
tropical_fish
truck
trumpet
tulip
tumbler_glass
turkey
turtle
tv
twisted_rightwards_arrows
two
two_hearts
u5272
u5408
u55b6
u6307
u6708
u6709
u6e80
u7121
u7533
u7981
u7a7a
umbrella open_umbrella
umbrella_on_ground parasol_on_ground
umbrella_with_rain_drops
unamused
underage
unicorn_face unicorn
unlock
up
upside_down_face
us flag-us
vertical_traffic_light
vhs
vibration_mode
video_camera
video_game
violin
virgo
volcano
volleyball
vs
waffle
waning_crescent_moon
waning_gibbous_moon
warning
wastebasket
watch
water_buffalo
watermelon
waving_black_flag black_flag
waving_white_flag white_flag
wavy_dash
waxing_crescent_moon
wc
weary
wedding
whale
whale2
wheel
wheel_of_dharma
wheelchair
white_check_mark
white_circle
white_flower
white_frowning_face frowning_face
white_heart
white_large_square
white_medium_small_square
white_medium_square
white_small_square
white_square_button
wilted_flower
wind_blowing_face wind_face
wind_chime
window
wine_glass
wing
wink
wireless
wolf
woman-boy family_woman_boy
woman-boy-boy family_woman_boy_boy
woman-girl family_woman_girl
woman-girl-boy family_woman_girl_boy
woman-girl-girl family_woman_girl_girl
woman-woman-boy family_woman_woman_boy
woman-woman-boy-boy family_woman_woman_boy_boy
woman-woman-girl family_woman_woman_girl
woman-woman-girl-boy family_woman_woman_girl_boy
woman-woman-girl-girl family_woman_woman_girl_girl
woman-wrestling women_wrestling
womans_clothes
womans_flat_shoe flat_shoe
womans_hat
women-with-bunny-ears-partying woman-with-bunny-ears-partying dancing_women
womens
wood
woozy_face
world_map
worm
worried
wrench
wrestlers wrestling
x
x-ray x_ray
yarn
yawning_face
yellow_heart
yen
yin_yang
yo-yo yo_yo
yum
zany_face grinning_face_with_one_large_and_one_small_eye
zap
zebra_face zebra
zero
zipper_mouth_face
zombie
zzz
`;

export const WITH_ONE_TONE = `
+1 thumbsup
-1 thumbsdown
adult
angel
artist
astronaut
baby
bald_man
bald_person person_bald
bald_woman
bath
bearded_person
bicyclist
blond-haired-man blond_haired_man blonde_man
blond-haired-woman blond_haired_woman blonde_woman
bow
boy
breast-feeding breast_feeding
bride_with_veil person_with_veil
call_me_hand
child
clap
construction_worker
cook
cop police_officer
crossed_fingers hand_with_index_and_middle_fingers_crossed
curly_haired_man
curly_haired_person person_curly_hair
curly_haired_woman
dancer woman_dancing
deaf_man
deaf_person
deaf_woman
ear
ear_with_hearing_aid
elf
face_palm facepalm
facepunch punch fist_oncoming
factory_worker
fairy
farmer
female-artist woman_artist
female-astronaut woman_astronaut
female-construction-worker construction_worker_woman
female-cook woman_cook
female-detective female_detective
female-doctor woman_health_worker
female-factory-worker woman_factory_worker
female-farmer woman_farmer
female-firefighter woman_firefighter
female-guard guardswoman
female-judge woman_judge
female-mechanic woman_mechanic
female-office-worker woman_office_worker
female-pilot woman_pilot
female-police-officer policewoman
female-scientist woman_scientist
female-singer woman_singer
female-student woman_student
female-teacher woman_teacher
female-technologist woman_technologist
female_elf elf_woman
female_fairy fairy_woman
female_mage mage_woman
female_superhero superhero_woman
female_supervillain supervillain_woman
female_vampire vampire_woman
firefighter
fist fist_raised
foot
girl
golfer golfing
guardsman guard
haircut
hand raised_hand
hand_with_index_finger_and_thumb_crossed
handball handball_person
health_worker doctor
heart_hands
horse_racing
i_love_you_hand_sign love_you_gesture
index_pointing_at_the_viewer
information_desk_person tipping_hand_person
judge
juggling juggling_person
kneeling_person
left-facing_fist fist_left
leftwards_hand
leftwards_pushing_hand
leg
mage
male-artist man_artist
male-astronaut man_astronaut
male-construction-worker construction_worker_man
male-cook man_cook
male-detective male_detective
male-doctor man_health_worker
male-factory-worker man_factory_worker
male-farmer man_farmer
male-firefighter man_firefighter
male-guard
male-judge man_judge
male-mechanic man_mechanic
male-office-worker man_office_worker
male-pilot man_pilot
male-police-officer policeman
male-scientist man_scientist
male-singer man_singer
male-student man_student
male-teacher man_teacher
male-technologist man_technologist
male_elf elf_man
male_fairy fairy_man
male_mage mage_man
male_superhero superhero_man
male_supervillain supervillain_man
male_vampire vampire_man
man
man-biking biking_man
man-bouncing-ball bouncing_ball_man basketball_man
man-bowing bowing_man
man-cartwheeling man_cartwheeling
man-facepalming man_facepalming
man-frowning frowning_man
man-gesturing-no no_good_man ng_man
man-gesturing-ok ok_man
man-getting-haircut haircut_man
man-getting-massage massage_man
man-golfing golfing_man
man-juggling man_juggling
man-lifting-weights weight_lifting_man
man-mountain-biking mountain_biking_man
man-playing-handball man_playing_handball
man-playing-water-polo man_playing_water_polo
man-pouting pouting_man
man-raising-hand raising_hand_man
man-rowing-boat rowing_man
man-running running_man
man-shrugging man_shrugging
man-surfing surfing_man
man-swimming swimming_man
man-tipping-hand tipping_hand_man sassy_man
man-walking walking_man
man-wearing-turban
man_climbing climbing_man
man_dancing
man_feeding_baby
man_in_business_suit_levitating business_suit_levitating
man_in_lotus_position lotus_position_man
man_in_manual_wheelchair
man_in_manual_wheelchair_facing_right
man_in_motorized_wheelchair
man_in_motorized_wheelchair_facing_right
man_in_steamy_room sauna_man
man_in_tuxedo
man_kneeling kneeling_man
man_kneeling_facing_right
man_running_facing_right
man_standing standing_man
man_walking_facing_right
man_with_beard man_beard
man_with_gua_pi_mao
man_with_probing_cane
man_with_turban person_with_turban
man_with_veil
man_with_white_cane_facing_right
massage
mechanic
mermaid
merman
merperson
middle_finger reversed_hand_with_middle_finger_extended fu
mountain_bicyclist
mrs_claus mother_christmas
muscle
mx_claus
nail_care
ninja
no_good
nose
office_worker
ok_hand
ok_woman ok_person
older_adult
older_man
older_woman
open_hands
palm_down_hand
palm_up_hand
palms_up_together
person_climbing climbing
person_doing_cartwheel cartwheeling
person_feeding_baby
person_frowning frowning_person
person_in_lotus_position lotus_position
person_in_manual_wheelchair
person_in_manual_wheelchair_facing_right
person_in_motorized_wheelchair
person_in_motorized_wheelchair_facing_right
person_in_steamy_room sauna_person
person_in_tuxedo
person_kneeling_facing_right
person_running_facing_right
person_walking_facing_right
person_with_ball bouncing_ball_person
person_with_blond_hair blond_haired_person
person_with_crown
person_with_headscarf woman_with_headscarf
person_with_pouting_face pouting_face
person_with_probing_cane
person_with_white_cane_facing_right
pilot
pinched_fingers
pinching_hand
point_down
point_left
point_right
point_up
point_up_2
pray
pregnant_man
pregnant_person
pregnant_woman
prince
princess
raised_back_of_hand
raised_hand_with_fingers_splayed
raised_hands
raising_hand
red_haired_man
red_haired_person person_red_hair
red_haired_woman
right-facing_fist fist_right
rightwards_hand
rightwards_pushing_hand
rowboat
runner running
santa
scientist
selfie
shrug
singer
sleeping_accommodation sleeping_bed
sleuth_or_spy detective
snowboarder
spock-hand vulcan_salute
standing_person
student
superhero
supervillain
surfer
swimmer
teacher
technologist
the_horns sign_of_the_horns metal
v
vampire
walking
water_polo
wave
weight_lifter weight_lifting
white_haired_man
white_haired_person person_white_hair
white_haired_woman
woman
woman-biking biking_woman
woman-bouncing-ball bouncing_ball_woman basketball_woman
woman-bowing bowing_woman
woman-cartwheeling woman_cartwheeling
woman-facepalming woman_facepalming
woman-frowning frowning_woman
woman-gesturing-no no_good_woman ng_woman
woman-gesturing-ok
woman-getting-haircut haircut_woman
woman-getting-massage massage_woman
woman-golfing golfing_woman
woman-juggling woman_juggling
woman-lifting-weights weight_lifting_woman
woman-mountain-biking mountain_biking_woman
woman-playing-handball woman_playing_handball
woman-playing-water-polo woman_playing_water_polo
woman-pouting pouting_woman
woman-raising-hand raising_hand_woman
woman-rowing-boat rowing_woman
woman-running running_woman
woman-shrugging woman_shrugging
woman-surfing surfing_woman
woman-swimming swimming_woman
woman-tipping-hand tipping_hand_woman sassy_woman
woman-walking walking_woman
woman-wearing-turban woman_with_turban
woman_climbing climbing_woman
woman_feeding_baby
woman_in_lotus_position lotus_position_woman
woman_in_manual_wheelchair
woman_in_manual_wheelchair_facing_right
woman_in_motorized_wheelchair
woman_in_motorized_wheelchair_facing_right
woman_in_steamy_room sauna_woman
woman_in_tuxedo
woman_kneeling kneeling_woman
woman_kneeling_facing_right
woman_running_facing_right
woman_standing standing_woman
woman_walking_facing_right
woman_with_beard woman_beard
woman_with_probing_cane
woman_with_veil
woman_with_white_cane_facing_right
writing_hand
`;

export const WITH_TWO_TONES = `
couple_with_heart
couplekiss
handshake
man-heart-man couple_with_heart_man_man
man-kiss-man couplekiss_man_man
man_and_woman_holding_hands woman_and_man_holding_hands couple
people_holding_hands
two_men_holding_hands men_holding_hands
two_women_holding_hands women_holding_hands
woman-heart-man couple_with_heart_woman_man
woman-heart-woman couple_with_heart_woman_woman
woman-kiss-man couplekiss_man_woman
woman-kiss-woman couplekiss_woman_woman
`;
