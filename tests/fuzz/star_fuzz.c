/* star_fuzz.c - any bytes as a STAR file, of appointments and of repair orders, in a house with all its
 * plugins: each record of it is tried or refused, and counted as one of them; what is wrong with the
 * file is one error that says where; and a dry run leaves nothing behind. Lines "@N VALUE" put
 * another value behind the N-th colon of an order that is in order: bytes rarely come to that. */
#include <inttypes.h>
#include <string.h>

#include "dms/front.h"
#include "file.h"
#include "support/bench_house.h"

#define MOST 65536 /* bytes of a changed order */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const importers[] = { "star_appointment", "star_repair_order" };
static const char *const made[] = { "after_sales.appointment", "after_sales.repair_order",
                                    "after_sales.order_line" };
static struct dms_house *house;
static char dir[256];

static void
close_house(void)
{
    bench_house_close(house, dir);
}

/* The answer's COUNT. */
static int64_t
ask(const char *question)
{
    struct dms_json *json = NULL, *answer = NULL;
    BENCH_CHECK(dms_json_load(question, strlen(question), &json, bench_error));
    BENCH_CHECK(dms_house_ask(house, &bench_request, json, &answer, bench_error));
    int64_t count = dms_json_integer_at(answer, "count");
    dms_json_destroy(json);
    dms_json_destroy(answer);
    return count;
}

/* The car of the orders among the seeds is known here, and so is their currency. */
static void
open_house(void)
{
    static const char *const questions[] = {
        "{\"do\":\"create\",\"entity\":\"crm.customer\",\"fields\":{\"name\":\"Paco\","
        "\"phone\":\"13900139000\"}}",
        "{\"do\":\"create\",\"entity\":\"after_sales.car\",\"fields\":{\"vin\":"
        "\"1FTEW1EP5PKG12345\",\"customer\":1}}",
        "{\"do\":\"create\",\"entity\":\"core.setting\",\"fields\":{\"name\":"
        "\"star_currency\",\"value\":\"USD\"}}",
    };
    house = bench_house_open_with(dir, false, TEST_BUILD_DIR "/plugins", NULL);
    for (size_t i = 0; i < sizeof(questions) / sizeof(questions[0]); i++)
        ask(questions[i]);
    atexit(close_house);
}

static void
import(const char *importer, const char *path)
{
    const struct dms_import_options options = {
        .size = sizeof(options), .dry_run = 1, .target = importer, .file = path
    };
    struct dms_error *error = dms_error_create();
    struct dms_json *answer = NULL;
    enum dms_status st =
        dms_house_import(house, &bench_request, &options, &answer, error);
    if (st != DMS_OK &&
        (dms_error_key(error)[0] == '\0' || dms_error_file(error)[0] == '\0'))
        abort();
    if (st == DMS_OK && dms_json_integer_at(answer, "rows") !=
                            dms_json_integer_at(answer, "accepted") +
                                dms_json_integer_at(answer, "skipped") +
                                dms_json_integer_at(answer, "rejected"))
        abort();
    dms_json_destroy(answer);
    dms_error_destroy(error);
}

static char *
read_order(void)
{
    char *text = calloc(1, MOST + 1);
    FILE *file = fopen(TEST_SOURCE_DIR "/tests/data/star/mpi_inspection.json", "r");
    if (text == NULL || file == NULL || fread(text, 1, MOST, file) == 0)
        abort();
    fclose(file);
    return text;
}

/* Of the text, or object, or list, or word that begins here. */
static size_t
length_of(const char *value)
{
    size_t depth = 0, i = 0;
    if (*value == '"')
        return strcspn(value + 1, "\"") + 2;
    if (*value != '{' && *value != '[')
        return strcspn(value, ",}]\n");
    do {
        depth += value[i] == '{' || value[i] == '[';
        depth -= value[i] == '}' || value[i] == ']';
    } while (value[++i] != '\0' && depth > 0);
    return i;
}

static void
put(char *text, unsigned long number, const char *value, size_t size)
{
    char *place = strchr(text, ':');
    for (; place != NULL && number > 0; number--)
        place = strchr(place + 1, ':');
    if (place == NULL || strlen(text) + size > MOST)
        return;
    place += 1 + strspn(place + 1, " ");
    size_t length = length_of(place);
    memmove(place + size, place + length, strlen(place + length) + 1);
    memcpy(place, value, size);
}

/* The order with what the lines say; owned by the caller. */
static char *
change_order(const char *lines)
{
    char *text = read_order();
    for (; *lines == '@'; lines += *lines == '\n') {
        char *value;
        unsigned long number = strtoul(lines + 1, &value, 10);
        value += *value == ' ';
        lines = value + strcspn(value, "\n");
        put(text, number, value, (size_t)(lines - value));
    }
    return text;
}

static void
import_both(const void *data, size_t size)
{
    for (size_t i = 0; i < sizeof(importers) / sizeof(importers[0]); i++)
        import(importers[i], fuzz_file(data, size));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (house == NULL)
        open_house();
    if (size > 0 && data[0] == '@') {
        char *lines = strndup((const char *)data, size),
             *text = lines != NULL ? change_order(lines) : NULL;
        if (text == NULL)
            abort();
        import_both(text, strlen(text));
        free(text);
        free(lines);
    } else {
        import_both(data, size);
    }
    for (size_t i = 0; i < sizeof(made) / sizeof(made[0]); i++) {
        char question[80];
        snprintf(question, sizeof(question), "{\"do\":\"count\",\"entity\":\"%s\"}",
                 made[i]);
        if (ask(question) != 0)
            abort();
    }
    return 0;
}
