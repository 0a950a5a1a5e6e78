/* house_flow.h - days of the calendar with a workflow from the house's rules, for tests of what a
 * house survives: one takes a step, or all of them go over to the workflow of now. They are acts of
 * house_acts.h. */
#ifndef TESTS_SUPPORT_HOUSE_FLOW_H
#define TESTS_SUPPORT_HOUSE_FLOW_H

#include <dms/house.h>

/* The rules in DIR/scripts get the workflow, and the days of NUMBER are there. */
enum dms_status flow_begin(struct dms_house *house, const char *dir, int number);
/* The first day takes its step, and gets a name with it. */
enum dms_status flow_step(struct dms_house *house, const char *dir, int number);
enum dms_status flow_judge_step(struct dms_house *house, int number, bool done,
                                bool *whole);

/* The days of NUMBER are on their way, in a state that the workflow of now no longer has. */
enum dms_status flow_leave_behind(struct dms_house *house, const char *dir, int number);
/* All that were left behind go on, together. */
enum dms_status flow_migrate(struct dms_house *house, const char *dir, int number);
enum dms_status flow_judge_migration(struct dms_house *house, int number, bool done,
                                     bool *whole);

/* The days of NUMBER take their last step. */
enum dms_status flow_end(struct dms_house *house, int number);

#endif
