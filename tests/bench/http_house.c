/* http_house.c - the house that is asked over HTTP: leads, a hook in C, a guard in Lua. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "dms/front.h"
#include "http_bench.h"
#include "support/bench_house.h"

static enum dms_status
count_touch(struct dms_unit *unit, struct dms_record *record, void *data,
            struct dms_error *error)
{
    (void)unit, (void)data;
    return dms_record_set_int(record, "contacts", dms_record_int(record, "contacts") + 1,
                              error);
}

static enum dms_status
declare(struct dms_registrar *registrar, void *data, struct dms_error *error)
{
    static const struct dms_hook touch =
        DMS_HOOK(.name = "http/touch", .on = "bench.lead.touch", .run = count_touch);
    (void)data;
    return dms_register_hook(registrar, &touch, error);
}

static const char process[] =
    "-- A lead may be touched as often as one likes, unless it is beyond us.\n"
    "local dms <const> = require(\"dms\")\n"
    "dms.workflow {\n"
    "  entity = \"bench.lead\",\n"
    "  initial = \"new\",\n"
    "  states = { new = {}, gone = { final = true } },\n"
    "  transitions = {\n"
    "    { \"touch\", from = \"new\", to = \"new\",\n"
    "      guard = function(lead)\n"
    "        if lead.budget > 100000000 then return dms.deny(\"amount.money\") end\n"
    "      end },\n"
    "    { \"lose\", from = \"new\", to = \"gone\" },\n"
    "  },\n"
    "}\n";

static void
ask(struct dms_house *house, const char *question)
{
    struct dms_json *json = NULL, *answer = NULL;
    BENCH_CHECK(dms_json_load(question, strlen(question), &json, bench_error));
    BENCH_CHECK(dms_house_ask(house, &bench_request, json, &answer, bench_error));
    dms_json_destroy(json);
    dms_json_destroy(answer);
}

/* Somebody who may do everything with leads and sees them in clear, as the bare program does. */
static void
make_person(struct dms_house *house)
{
    ask(house,
        "{\"do\":\"create\",\"entity\":\"core.role\",\"fields\":{\"name\":\"bench\"}}");
    ask(house,
        "{\"do\":\"create\",\"entity\":\"core.grant\",\"fields\":{\"role\":\"bench\","
        "\"entity\":\"bench.lead\",\"scope\":\"store\","
        "\"actions\":\"read,create,update,see_personal\"}}");
    ask(house,
        "{\"do\":\"create\",\"entity\":\"core.user\",\"fields\":{\"name\":\"bench\","
        "\"roles\":[\"bench\"],\"stores\":[\"B01\"]}}");
}

static void
make_token(struct dms_house *house, char *token, size_t size)
{
    static const struct dms_request person = { .size = sizeof(person), .user = "bench" };
    struct dms_json *wish = dms_json_create_object(), *answer = NULL;
    dms_json_set_text(wish, "name", "bench");
    BENCH_CHECK(dms_house_token(house, &person, wish, &answer, bench_error));
    snprintf(token, size, "%s", dms_json_text_at(answer, "token"));
    dms_json_destroy(wish);
    dms_json_destroy(answer);
}

static void
read_address(const char *dir, char *address, size_t size)
{
    char path[320];
    snprintf(path, sizeof(path), "%s/http.address", dir);
    FILE *file = fopen(path, "r");
    if (file == NULL || fgets(address, (int)size, file) == NULL)
        abort();
    address[strcspn(address, "\n")] = '\0';
    fclose(file);
}

void
http_house_serve(int ready)
{
    static const char settings[] = "[http]\nlisten = 127.0.0.1:0\nthreads = 2\n"
                                   "connections_per_address = 4096\n"
                                   "streams_per_user = 2000\n";
    char dir[256], token[128], address[64];
    struct dms_house *house =
        bench_house_open_with(dir, true, TEST_BUILD_DIR "/plugins", settings);
    BENCH_CHECK(dms_house_replace(house, "http", declare, NULL, bench_error));
    bench_house_rule(house, dir, "http", process);
    make_person(house);
    make_token(house, token, sizeof(token));
    for (int64_t n = 0; n < HTTP_RECORDS; n++)
        BENCH_CHECK(
            dms_house_write(house, &bench_request, bench_create, &n, NULL, bench_error));
    BENCH_CHECK(dms_house_serve(house, bench_error));
    read_address(dir, address, sizeof(address));
    dprintf(ready, "%s %s %s\n", address, token, dir);
    pause();
}
