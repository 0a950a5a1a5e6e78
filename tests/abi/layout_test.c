/* layout_test.c - the cards of ABI 1.0 and 1.1 as plugins were compiled with them: members never move.
 *
 * Add the members of a new minor at the end of their struct, here and in the header. A line
 * that has to change means that every plugin out there would break. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above. */
#include <cmocka.h>

#include <dms/dms.h>
#include <dms/config.h>
#include <dms/front.h>
#include <dms/replay.h>

#define FROZEN(type, member, offset)                                                     \
    _Static_assert(sizeof(void *) != 8 || offsetof(struct type, member) == (offset),     \
                   #type "." #member " has moved")

FROZEN(dms_role, name, 0);

FROZEN(dms_grant, role, 0);
FROZEN(dms_grant, entity, 8);
FROZEN(dms_grant, actions, 16);
FROZEN(dms_grant, scope, 20);
FROZEN(dms_grant, except, 24);

FROZEN(dms_argument, name, 0);
FROZEN(dms_argument, type, 8);
FROZEN(dms_argument, flags, 12);

FROZEN(dms_call_card, size, 0);
FROZEN(dms_call_card, flags, 4);
FROZEN(dms_call_card, name, 8);
FROZEN(dms_call_card, brand, 16);
FROZEN(dms_call_card, arguments, 24);
FROZEN(dms_call_card, argument_count, 32);
FROZEN(dms_call_card, argument_size, 36);
FROZEN(dms_call_card, permission, 40);
FROZEN(dms_call_card, run, 48);
FROZEN(dms_call_card, data, 56);

FROZEN(dms_check, size, 0);
FROZEN(dms_check, name, 8);
FROZEN(dms_check, run, 16);

FROZEN(dms_field, name, 0);
FROZEN(dms_field, type, 8);
FROZEN(dms_field, flags, 12);
FROZEN(dms_field, data_class, 16);
FROZEN(dms_field, max_length, 20);
FROZEN(dms_field, target, 24);
FROZEN(dms_field, choices, 32);
FROZEN(dms_field, default_text, 40);
FROZEN(dms_field, check, 48);
FROZEN(dms_field, mask, 56);
FROZEN(dms_field, minimum, 64);
FROZEN(dms_field, maximum, 72);

FROZEN(dms_index, fields, 0);
FROZEN(dms_index, unique, 8);

FROZEN(dms_entity, size, 0);
FROZEN(dms_entity, field_size, 4);
FROZEN(dms_entity, name, 8);
FROZEN(dms_entity, flags, 16);
FROZEN(dms_entity, field_count, 20);
FROZEN(dms_entity, fields, 24);
FROZEN(dms_entity, indexes, 32);
FROZEN(dms_entity, index_count, 40);
FROZEN(dms_entity, index_size, 44);
FROZEN(dms_entity, title, 48);
FROZEN(dms_entity, parent, 56);

FROZEN(dms_event, size, 0);
FROZEN(dms_event, id, 8);
FROZEN(dms_event, at, 16);
FROZEN(dms_event, name, 24);
FROZEN(dms_event, entity, 32);
FROZEN(dms_event, record, 40);
FROZEN(dms_event, store, 48);
FROZEN(dms_event, user, 56);
FROZEN(dms_event, payload, 64);

FROZEN(dms_subscriber, size, 0);
FROZEN(dms_subscriber, name, 8);
FROZEN(dms_subscriber, on, 16);
FROZEN(dms_subscriber, run, 24);
FROZEN(dms_subscriber, data, 32);
FROZEN(dms_subscriber, wants, 40);

FROZEN(dms_timer_handler, size, 0);
FROZEN(dms_timer_handler, name, 8);
FROZEN(dms_timer_handler, run, 16);
FROZEN(dms_timer_handler, data, 24);

FROZEN(dms_hook, size, 0);
FROZEN(dms_hook, phase, 4);
FROZEN(dms_hook, name, 8);
FROZEN(dms_hook, on, 16);
FROZEN(dms_hook, after, 24);
FROZEN(dms_hook, before, 32);
FROZEN(dms_hook, brand, 40);
FROZEN(dms_hook, run, 48);
FROZEN(dms_hook, data, 56);

FROZEN(dms_house_options, size, 0);
FROZEN(dms_house_options, flags, 4);
FROZEN(dms_house_options, plugin_path, 8);
FROZEN(dms_house_options, script_path, 16);
FROZEN(dms_house_options, clock, 24);
FROZEN(dms_house_options, clock_data, 32);

FROZEN(dms_request, size, 0);
FROZEN(dms_request, flags, 4);
FROZEN(dms_request, user, 8);
FROZEN(dms_request, store, 16);
FROZEN(dms_request, language, 24);
FROZEN(dms_request, request_id, 32);
FROZEN(dms_request, key, 40);
FROZEN(dms_request, body_hash, 48);
FROZEN(dms_request, scope, 56); /* since 1.1 */

FROZEN(dms_measure, entity, 0);
FROZEN(dms_measure, where, 8);
FROZEN(dms_measure, at, 16);
FROZEN(dms_measure, until, 24);
FROZEN(dms_measure, sum, 32);
FROZEN(dms_measure, distinct, 40);
FROZEN(dms_measure, stages, 48);
FROZEN(dms_measure, dimensions, 56);
FROZEN(dms_measure, call, 64);

FROZEN(dms_page, size, 0);
FROZEN(dms_page, flags, 4);
FROZEN(dms_page, name, 8);
FROZEN(dms_page, brand, 16);
FROZEN(dms_page, text, 24);
FROZEN(dms_page, file, 32);
FROZEN(dms_page, line, 40);

FROZEN(dms_assets, size, 0);
FROZEN(dms_assets, flags, 4);
FROZEN(dms_assets, name, 8);
FROZEN(dms_assets, folder, 16);
FROZEN(dms_assets, missing, 24);

FROZEN(dms_asset_place, size, 0);
FROZEN(dms_asset_place, flags, 4);
FROZEN(dms_asset_place, name, 8);
FROZEN(dms_asset_place, folder, 16);
FROZEN(dms_asset_place, missing, 24);
FROZEN(dms_asset_place, dir, 32);

FROZEN(dms_figure, size, 0);
FROZEN(dms_figure, measure_size, 4);
FROZEN(dms_figure, name, 8);
FROZEN(dms_figure, unit, 16);
FROZEN(dms_figure, windows, 20);
FROZEN(dms_figure, flags, 24);
FROZEN(dms_figure, reserved, 28);
FROZEN(dms_figure, numerator, 32);
FROZEN(dms_figure, denominator, 40);
FROZEN(dms_figure, permission, 48);
FROZEN(dms_figure, brand, 56);

FROZEN(dms_importer, size, 0);
FROZEN(dms_importer, name, 8);
FROZEN(dms_importer, permission, 16);
FROZEN(dms_importer, run, 24);
FROZEN(dms_importer, data, 32);
FROZEN(dms_importer, whole, 40);

FROZEN(dms_plugin, magic, 0);
FROZEN(dms_plugin, size, 4);
FROZEN(dms_plugin, abi_major, 8);
FROZEN(dms_plugin, abi_minor, 10);
FROZEN(dms_plugin, abi_back, 12);
FROZEN(dms_plugin, reserved, 14);
FROZEN(dms_plugin, name, 16);
FROZEN(dms_plugin, version, 24);
FROZEN(dms_plugin, start, 32);
FROZEN(dms_plugin, stop, 40);
FROZEN(dms_plugin, serve, 48);

FROZEN(dms_state, name, 0);
FROZEN(dms_state, flags, 8);
FROZEN(dms_state, deadline_kind, 12);
FROZEN(dms_state, deadline, 16);
FROZEN(dms_state, deadline_transition, 24);
FROZEN(dms_state, escalate_role, 32);
FROZEN(dms_state, canonical, 40);
FROZEN(dms_state, work, 48);

FROZEN(dms_transition, name, 0);
FROZEN(dms_transition, from, 8);
FROZEN(dms_transition, to, 16);
FROZEN(dms_transition, roles, 24);
FROZEN(dms_transition, required, 32);
FROZEN(dms_transition, event, 40);
FROZEN(dms_transition, guard_name, 48);
FROZEN(dms_transition, guard, 56);
FROZEN(dms_transition, guard_data, 64);

FROZEN(dms_workflow, size, 0);
FROZEN(dms_workflow, state_size, 4);
FROZEN(dms_workflow, transition_size, 8);
FROZEN(dms_workflow, state_count, 12);
FROZEN(dms_workflow, transition_count, 16);
FROZEN(dms_workflow, name, 24);
FROZEN(dms_workflow, entity, 32);
FROZEN(dms_workflow, brand, 40);
FROZEN(dms_workflow, version, 48);
FROZEN(dms_workflow, states, 56);
FROZEN(dms_workflow, transitions, 64);
FROZEN(dms_workflow, stores, 72);

/* Since 1.1. */
FROZEN(dms_login, size, 0);
FROZEN(dms_login, reserved, 4);
FROZEN(dms_login, user, 8);
FROZEN(dms_login, password, 16);
FROZEN(dms_login, address, 24);
FROZEN(dms_login, agent, 32);
FROZEN(dms_login, language, 40);
FROZEN(dms_login, request_id, 48);

FROZEN(dms_visitor, size, 0);
FROZEN(dms_visitor, kind, 4);
FROZEN(dms_visitor, id, 8);
FROZEN(dms_visitor, user, 16);
FROZEN(dms_visitor, expires_at, 24);
FROZEN(dms_visitor, name, 32);
FROZEN(dms_visitor, csrf, 288);
FROZEN(dms_visitor, scope, 352);

FROZEN(dms_import_options, size, 0);
FROZEN(dms_import_options, dry_run, 4);
FROZEN(dms_import_options, target, 8);
FROZEN(dms_import_options, file, 16);
FROZEN(dms_import_options, name, 24);
FROZEN(dms_import_options, map, 32);
FROZEN(dms_import_options, map_name, 40);
FROZEN(dms_import_options, rejects, 48);
FROZEN(dms_import_options, progress, 56);
FROZEN(dms_import_options, context, 64);
FROZEN(dms_import_options, stops, 72);

FROZEN(dms_export_options, size, 0);
FROZEN(dms_export_options, reserved, 4);
FROZEN(dms_export_options, entity, 8);
FROZEN(dms_export_options, format, 16);
FROZEN(dms_export_options, file, 24);
FROZEN(dms_export_options, fields, 32);
FROZEN(dms_export_options, question, 40);
FROZEN(dms_export_options, stops, 48);
FROZEN(dms_export_options, context, 56);

FROZEN(dms_config_key, name, 0);
FROZEN(dms_config_key, type, 8);
FROZEN(dms_config_key, restart, 12);
FROZEN(dms_config_key, usual, 16);
FROZEN(dms_config_key, minimum, 24);
FROZEN(dms_config_key, maximum, 32);

FROZEN(dms_config_section, size, 0);
FROZEN(dms_config_section, key_size, 4);
FROZEN(dms_config_section, key_count, 8);
FROZEN(dms_config_section, reserved, 12);
FROZEN(dms_config_section, name, 16);
FROZEN(dms_config_section, keys, 24);
FROZEN(dms_config_section, check, 32);
FROZEN(dms_config_section, changed, 40);
FROZEN(dms_config_section, data, 48);

FROZEN(dms_answer_text, size, 0);
FROZEN(dms_answer_text, reserved, 4);
FROZEN(dms_answer_text, text, 8);
FROZEN(dms_answer_text, length, 16);
FROZEN(dms_answer_text, rev, 24);
FROZEN(dms_answer_text, next, 32);
FROZEN(dms_answer_text, record, 40);

FROZEN(dms_replay, size, 0);
FROZEN(dms_replay, moment_count, 4);
FROZEN(dms_replay, from, 8);
FROZEN(dms_replay, to, 16);
FROZEN(dms_replay, owner, 24);
FROZEN(dms_replay, context, 32);
FROZEN(dms_replay, wants, 40);
FROZEN(dms_replay, done, 48);
FROZEN(dms_replay, told, 56);
FROZEN(dms_replay, moments, 64);
FROZEN(dms_replay, at, 72);

FROZEN(dms_replayed, size, 0);
FROZEN(dms_replayed, reserved, 4);
FROZEN(dms_replayed, events, 8);
FROZEN(dms_replayed, wanted, 16);
FROZEN(dms_replayed, gone, 24);

/* Sizes of the current minor; those of an earlier one are asserted against its own headers. */
#define SIZE(type, bytes)                                                                \
    _Static_assert(sizeof(void *) != 8 || sizeof(struct type) == (bytes),                \
                   #type " has another size than in this minor");
#include "abi/sizes_1.1.h"

/* What is compiled in cannot be asserted later: the door's name and the two numbers on it. */
static void
the_door_is_still_the_same(void **state)
{
    (void)state;
    assert_int_equal(DMS_ABI_MAJOR, 1);
    assert_int_equal(DMS_PLUGIN_MAGIC, 0x31534d44);
    assert_int_equal(DMS_OK, 0);
    assert_string_equal(dms_status_name(DMS_DENIED), "denied");
}

/* Numbers of the enumerations stand in compiled plugins and in databases. */
static void
the_numbers_of_the_lists_have_not_changed(void **state)
{
    (void)state;
    assert_int_equal(DMS_BUG, 11);
    assert_int_equal(DMS_TEXT, 1);
    assert_int_equal(DMS_STRUCTURED, 10);
    assert_int_equal(DMS_SECRET, 4);
    assert_int_equal(DMS_IMMUTABLE, 32);
    assert_int_equal(DMS_SENTENCE, 64);
    assert_int_equal(DMS_NO_EVENTS, 4);
    assert_int_equal(DMS_AFTER, 1);
    assert_int_equal(DMS_FINAL, 2);
    assert_int_equal(DMS_SCOPE_GROUP, 4);
    assert_int_equal(DMS_IMPORT, 128);
    assert_int_equal(DMS_CALL_OPEN, 4);
    assert_int_equal(DMS_JSON_OBJECT, 6);
    assert_int_equal(DMS_VISITOR_TOKEN, 2);
    assert_int_equal(DMS_CONFIG_LIST, 5);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_door_is_still_the_same),
        cmocka_unit_test(the_numbers_of_the_lists_have_not_changed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
