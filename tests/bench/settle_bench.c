/* settle_bench.c - settling and handing back an order of 10 labour and 15 part lines with four
 * payers: settlements, the record the three-guarantee law counts by, events and audit in one
 * transaction, against a bare SQLite program that reads the same lines and writes the same rows. */
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/settle_rows.h"
#include "support/bench.h"
#include "support/bench_house.h"

#define ORDERS 16 /* a round */
#define ROUNDS 5

static int64_t technician, orders[ORDERS * (ROUNDS + 1) + 1];

/* One question of the door, as the house; the id of the record it made. */
static int64_t
ask(struct dms_house *house, const char *format, ...)
{
    char text[1024];
    va_list values;
    struct dms_json *question = NULL, *answer = NULL;
    va_start(values, format);
    vsnprintf(text, sizeof(text), format, values);
    va_end(values);
    BENCH_CHECK(dms_json_load(text, strlen(text), &question, bench_error));
    BENCH_CHECK(dms_house_ask(house, &bench_request, question, &answer, bench_error));
    int64_t id = dms_json_integer_at(dms_json_at_key(answer, "record"), "id");
    dms_json_destroy(question);
    dms_json_destroy(answer);
    return id;
}

#define CREATE(entity) "{\"do\":\"create\",\"entity\":\"" entity "\",\"fields\":"
#define GO(entity, transition)                                                           \
    "{\"do\":\"transition\",\"entity\":\"" entity "\",\"id\":%" PRId64                   \
    ",\"transition\":\"" transition "\""

static void
add_line(struct dms_house *house, int64_t order, int number)
{
    static const char *const payers[] = { "warranty", "insurance", "internal", "gift" };
    const char *payer = payers[number % 4];
    int64_t line =
        number < 10
            ? ask(house,
                  CREATE(
                      "after_sales.order_line") "{\"order\":%" PRId64
                                                ",\"kind\":\"labor\",\"text\":\"更换\","
                                                "\"hours\":\"0.7\",\"rate\":\"133.33\","
                                                "\"payer\":\"%s\"}}",
                  order, payer)
            : ask(house,
                  CREATE("after_sales.order_line") "{\"order\":%" PRId64
                                                   ",\"kind\":\"part\",\"part_code\":"
                                                   "\"P-1\",\"quantity\":1,\"payer\":\"%"
                                                   "s\"}}",
                  order, payer);
    if (number == 24)
        ask(house,
            CREATE("after_sales.consent") "{\"order\":%" PRId64
                                          ",\"channel\":\"phone\",\"words\":\"好\","
                                          "\"agreed_by\":\"李雷\"}}",
            order);
    (void)line;
}

static void
finish_lines(struct dms_house *house, int64_t last)
{
    for (int64_t line = last - 24; line <= last; line++)
        ask(house, GO("after_sales.order_line", "finish") "}", line);
}

static int64_t
make_order(struct dms_house *house, int64_t customer, int64_t number)
{
    int64_t order = ask(house,
                        CREATE("after_sales.repair_order") "{\"customer\":%" PRId64
                                                           ",\"vin\":\"WAUZZZ8P%07" PRId64
                                                           "AA\",\"mileage\":100,"
                                                           "\"complaint\":\"异响\","
                                                           "\"claim_number\":\"PA-1\"}}",
                        customer, number);
    for (int i = 0; i < 25; i++)
        add_line(house, order, i);
    finish_lines(house, order * 25);
    ask(house,
        GO("after_sales.repair_order", "assign") ",\"fields\":{\"technician\":%" PRId64
                                                 "}}",
        order, technician);
    ask(house, GO("after_sales.repair_order", "start") "}", order);
    ask(house,
        GO("after_sales.repair_order", "finish") ",\"fields\":{\"findings\":\"好\"}}",
        order);
    return order;
}

static void
make_orders(struct dms_house *house)
{
    ask(house, CREATE("parts.warehouse") "{\"code\":\"W\",\"name\":\"主仓库\"}}");
    ask(house, CREATE("parts.part") "{\"code\":\"P-1\",\"name\":\"胶套\",\"unit\":\"个\","
                                    "\"list_price\":\"66.66\",\"certificate\":\"C\","
                                    "\"opening_quantity\":\"100000\","
                                    "\"opening_cost\":\"20.00\"}}");
    technician =
        ask(house, CREATE("core.user") "{\"name\":\"t\",\"roles\":[\"technician\"],"
                                       "\"stores\":[\"B01\"]}}");
    int64_t customer = ask(
        house, CREATE("crm.customer") "{\"name\":\"李雷\",\"phone\":\"13900139000\"}}");
    for (size_t i = 0; i < sizeof(orders) / sizeof(orders[0]); i++)
        orders[i] = make_order(house, customer, (int64_t)i);
    BENCH_CHECK(dms_house_settle(house, bench_error));
}

static enum dms_status
settle(struct dms_unit *unit, void *context, struct dms_json **answer,
       struct dms_error *error)
{
    (void)answer;
    struct dms_record *order = NULL;
    enum dms_status st = dms_unit_edit(unit, "after_sales.repair_order",
                                       *(int64_t *)context, &order, error);
    if (st == DMS_OK)
        st = dms_unit_transition(unit, order, "settle", NULL, error);
    return st == DMS_OK ? dms_unit_transition(unit, order, "deliver", NULL, error) : st;
}

static double
ours(struct dms_house *house, int64_t *next)
{
    struct dms_json *answer = NULL;
    int64_t before = bench_cpu();
    for (int i = 0; i < ORDERS; i++)
        BENCH_CHECK(dms_house_write(house, &bench_request, settle, &orders[(*next)++],
                                    &answer, bench_error));
    return (double)(bench_cpu() - before) / ORDERS / 1000;
}

static double
theirs(struct settle_rows *rows)
{
    int64_t before = bench_cpu();
    for (int i = 0; i < ORDERS; i++)
        settle_rows_write(rows, orders[i]);
    return (double)(bench_cpu() - before) / ORDERS / 1000;
}

int
main(void)
{
    char dir[256];
    double a[ROUNDS], b[ROUNDS];
    int64_t next = 0;
    struct settle_rows rows;
    struct dms_house *house =
        bench_house_open_with(dir, false, TEST_BUILD_DIR "/plugins", NULL);
    make_orders(house);
    settle_rows_begin(&rows, dir);
    struct dms_json *answer = NULL;
    BENCH_CHECK(dms_house_write(house, &bench_request, settle, &orders[next++], &answer,
                                bench_error));
    settle_rows_take(&rows, dir);
    ours(house, &next), theirs(&rows); /* warm */
    for (int round = 0; round < ROUNDS; round++) {
        a[round] = ours(house, &next);
        b[round] = theirs(&rows);
    }
    bench_ratio("settle and hand back 25 lines, 4 payers: CPU", bench_median(a, ROUNDS),
                bench_median(b, ROUNDS), 3.0, "µs");
    settle_rows_end(&rows);
    bench_house_close(house, dir);
    return bench_end();
}
