/* judging.h - the judges of crm, compiled into the test: a plugin shows nothing but its card.
 *
 * Values come from public test suites; each table names where. */
#ifndef TESTS_PLUGINS_CRM_JUDGING_H
#define TESTS_PLUGINS_CRM_JUDGING_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "../../../plugins/crm/judge_credit_code.c"
#include "../../../plugins/crm/judge_email.c"
#include "../../../plugins/crm/judge_id_card.c"
#include "../../../plugins/crm/judge_phone.c"
#include "../../../plugins/crm/judge_plate.c"
#include "../../../plugins/crm/judge_region_card.c"
#include "../../../plugins/crm/judge_vin.c"
#include "../../../plugins/crm/verdict.c"

struct expectation {
    const char *value;
    enum crm_verdict verdict;
    const char *normal; /* NULL: not looked at */
};

static inline void
judge_all(crm_judge judge, const struct expectation *rows, size_t count)
{
    int wrong = 0;
    for (size_t i = 0; i < count; i++) {
        struct crm_finding finding = { 0 };
        judge(rows[i].value, &finding);
        bool same = finding.verdict == rows[i].verdict &&
                    (rows[i].normal == NULL || strcmp(finding.normal, rows[i].normal) == 0);
        if (!same)
            print_message("%s: verdict %d (%s), normal %s\n", rows[i].value,
                          (int)finding.verdict,
                          finding.reason != NULL ? finding.reason : "right", finding.normal);
        wrong += !same;
    }
    assert_int_equal(wrong, 0);
}

#define JUDGE_ALL(judge, rows) judge_all(judge, rows, sizeof(rows) / sizeof((rows)[0]))

#endif
