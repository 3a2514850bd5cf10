/*
 * Which names of standard emoji Mattermost has itself. It asks its own set before custom emoji
 * (webapp/utils/emoji_map), and refuses a custom emoji of such a name only since the name is in the set
 * (model/emoji.go, Emoji.IsValid): `croissant` came with 4.9, some 800 names with 5.37, `doctor` with 7.2.
 */

/** Names in map.generated.ts that are not in Mattermost's set (model/emoji_data.go of 7.2 to 11). */
export const SLACK_ALONE = `
ascension_island beans biting_lip black_bird blond_haired_man blond_haired_person
blond_haired_woman blue_square bouncing_ball_man bouncing_ball_person bouncing_ball_woman
bouvet_island breast_feeding broken_chain brown_circle brown_mushroom brown_square bubbles
cartwheeling ceuta_melilla climbing climbing_man climbing_woman clipperton_island coral
cricket_game crutch cursing_face diego_garcia donkey dotted_line_face eject_button elf_man
elf_woman empty_nest england eye_speech_bubble face_exhaling face_holding_back_tears
face_in_clouds face_with_bags_under_eyes face_with_diagonal_mouth
face_with_open_eyes_and_hand_over_mouth face_with_peeking_eye face_with_spiral_eyes facepalm
fairy_man fairy_woman family_adult_adult_child family_adult_adult_child_child family_adult_child
family_adult_child_child fingerprint flag-sark flat_shoe flute folding_hand_fan frowning_person
genie_man genie_woman ginger_root giraffe golfing goose green_circle green_square grey_heart guard
hair_pick hamsa hand_over_mouth hand_with_index_finger_and_thumb_crossed handball_person harp
head_shaking_horizontally head_shaking_vertically heard_mcdonald_islands heart_hands heart_on_fire
heavy_equals_sign hyacinth identification_card index_pointing_at_the_viewer jar jellyfish
juggling_person khanda kneeling_man kneeling_woman leafless_tree leftwards_hand
leftwards_pushing_hand light_blue_heart lime lotus lotus_position lotus_position_man
lotus_position_woman love_you_gesture low_battery mage_man mage_woman man_beard
man_in_manual_wheelchair_facing_right man_in_motorized_wheelchair_facing_right
man_kneeling_facing_right man_running_facing_right man_walking_facing_right man_with_beard
man_with_white_cane_facing_right maracas mate melting_face men-with-bunny-ears-partying
mending_heart mirror_ball monocle_face moose nest_with_eggs ok_person one_piece_swimsuit
orange_circle orange_square palm_down_hand palm_up_hand pea_pod person_bald person_curly_hair
person_in_manual_wheelchair_facing_right person_in_motorized_wheelchair_facing_right
person_kneeling_facing_right person_red_hair person_running_facing_right
person_walking_facing_right person_white_hair person_with_crown person_with_turban
person_with_veil person_with_white_cane_facing_right phoenix pink_heart playground_slide
police_officer pouring_liquid pouting_face pregnant_man pregnant_person purple_circle
purple_square raised_eyebrow red_square rightwards_hand rightwards_pushing_hand ring_buoy
root_vegetable saluting_face sassy_man sassy_woman sauna_man sauna_person sauna_woman scotland
shaking_face shovel smiling_face_with_three_hearts splatter st_martin standing_man standing_woman
star_struck superhero_man superhero_woman supervillain_man supervillain_woman svalbard_jan_mayen
swim_brief tipping_hand_person tristan_da_cunha troll united_nations us_outlying_islands
vampire_man vampire_woman vomiting_face wales weight_lifting wheel wing wireless woman_beard
woman_dancing woman_in_manual_wheelchair_facing_right woman_in_motorized_wheelchair_facing_right
woman_kneeling_facing_right woman_running_facing_right woman_walking_facing_right woman_with_beard
woman_with_headscarf woman_with_white_cane_facing_right women-with-bunny-ears-partying wrestling
x-ray x_ray yellow_circle yellow_square yo_yo zebra zombie_man zombie_woman
`;

/** Names that have skin tones in Slack and none in Mattermost's set. */
export const WITHOUT_TONES_IN_MATTERMOST = `
couple_with_heart couple_with_heart_man_man couple_with_heart_woman_man
couple_with_heart_woman_woman couplekiss couplekiss_man_man couplekiss_man_woman
couplekiss_woman_woman detective fu handshake man-heart-man man-kiss-man ng_man ng_woman
sleeping_bed woman-heart-man woman-heart-woman woman-kiss-man woman-kiss-woman
`;

/** Names of Mattermost's set that are no emoji of Slack. */
export const MATTERMOST_ALONE: readonly string[] = ['mattermost'];

/** The names of a list with white space between them. */
export const namesIn = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/));
