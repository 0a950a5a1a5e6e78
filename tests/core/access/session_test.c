/* session_test.c - a session opens the house until it ends, and then at once no longer.
 * tsan timeout: 120 */
#include "people.h"

#include <pthread.h>

static void
a_session_tells_who_holds_it(void **state)
{
    struct people *people = *state;
    struct dms_json *answer = NULL;
    struct dms_visitor visitor;
    people_must(people, people_login(people, "li", "right li", "10.0.0.1", &answer));
    people_must(people,
                people_enter(people, dms_json_text_at(answer, "session"), &visitor));
    assert_int_equal(visitor.kind, DMS_VISITOR_SESSION);
    assert_string_equal(visitor.name, "li");
    assert_string_equal(visitor.scope, "");
    assert_string_equal(visitor.csrf, dms_json_text_at(answer, "csrf"));
    assert_int_equal(strlen(visitor.csrf), 32);
    assert_int_equal(visitor.expires_at, people->now + 12 * DMS_HOUR);
    dms_json_destroy(answer);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_session_tells_who_holds_it, people_setup,
                                        people_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
