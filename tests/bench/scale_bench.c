/* scale_bench.c - the same work in houses of 10 thousand, 100 thousand and 1 million customers, with
 * their cars, leads and orders; DMS_LONG: of 10 million, too, which takes half an hour and 40 GB.
 * The table and a chart stay in tests/bench. Each house is worked in by a process of its own. */
#include "bench/scale_bench.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support/bench.h"
#include "support/bench_house.h"
#include "support/long_form.h"

#define SIZES 4
#define START 5000 /* ms of wall, whatever the machine */

const struct scale_figure scale_figures[SCALE_FIGURES] = {
    [SCALE_READ] = { "read by id: CPU", "µs", 2 },
    [SCALE_LIST] = { "list: CPU", "µs", 3 },
    [SCALE_SEARCH] = { "search: CPU", "µs", 3 },
    [SCALE_CREATE] = { "create: CPU", "µs", 2 },
    [SCALE_TRANSITION] = { "transition: CPU", "µs", 2 },
    [SCALE_FOLLOW_UP] = { "follow-ups, 200 due: CPU", "ms", 0 },
    [SCALE_DASHBOARD] = { "figures of a month: CPU", "ms", 0 },
    [SCALE_BACKUP] = { "backup, verified: CPU", "s", 0 },
    [SCALE_START] = { "start: wall", "ms", 0 },
    [SCALE_MEMORY] = { "memory after all this", "MiB", 0 },
    [SCALE_FILE] = { "file", "MiB", 0 },
};

static const char due[] =
    "local dms <const> = require('dms')\n"
    "dms.follow_up { name = 'common/due', every = 'day', at = '09:00',\n"
    "  find = { entity = 'crm.car', where = { next_service_on = { lt = '@today' } } },\n"
    "  task = { kind = 'call', role = 'admin', title = 'task.state_overdue',\n"
    "           due = dms.hours(8) } }\n";

/* The process of one house. */
static int
work(const char *dir, const char *customers)
{
    struct scale_house house = { .customers = strtoll(customers, NULL, 10) };
    scale_work(dir, &house);
    for (size_t i = 0; i < SCALE_FIGURES; i++)
        printf("%f ", house.values[i]);
    return 0;
}

static void
have_worked(const char *self, const char *dir, struct scale_house *house)
{
    char command[700];
    snprintf(command, sizeof(command), "'%s' '%s' %lld", self, dir,
             (long long)house->customers);
    FILE *child = popen(command, "r");
    for (size_t i = 0; child != NULL && i < SCALE_FIGURES; i++)
        if (fscanf(child, "%lf", &house->values[i]) != 1)
            exit(1);
    if (child == NULL || pclose(child) != 0)
        exit(1);
}

/* As its nightly backup leaves it: all of the file is on the disk, and what the system has room for
 * in memory. Otherwise what is measured is how the rows were filled in. */
static void
read_through(const char *path)
{
    static char block[1 << 20];
    FILE *file = fopen(path, "r");
    if (file == NULL || fsync(fileno(file)) != 0)
        exit(1);
    while (fread(block, 1, sizeof(block), file) > 0)
        continue;
    fclose(file);
}

static void
measure(const char *self, struct scale_house *figures)
{
    char dir[256], path[300];
    struct stat about;
    int64_t before = bench_wall();
    struct dms_house *house =
        bench_house_open_with(dir, false, TEST_BUILD_DIR "/plugins", NULL);
    bench_house_rule(house, dir, "due", due);
    dms_house_close(house);
    scale_fill(dir, figures->customers);
    fprintf(stderr, "%lld customers written in %.0f s\n", (long long)figures->customers,
            (double)(bench_wall() - before) / 1e9);
    snprintf(path, sizeof(path), "%s/dms.db", dir);
    read_through(path);
    have_worked(self, dir, figures);
    if (stat(path, &about) == 0)
        figures->values[SCALE_FILE] = (double)about.st_size / 1024 / 1024;
    bench_house_close(NULL, dir);
}

/* What a whole run found is not overwritten by a short one. */
static void
keep(const char *name, void (*put)(FILE *, const struct scale_house *, size_t),
     const struct scale_house *houses, size_t count)
{
    char path[400];
    snprintf(path, sizeof(path), TEST_SOURCE_DIR "/tests/bench/%s", name);
    if (count < SIZES && access(path, F_OK) == 0)
        return;
    FILE *out = fopen(path, "w");
    if (out == NULL)
        exit(1);
    put(out, houses, count);
    fclose(out);
}

int
main(int argc, char **argv)
{
    struct scale_house houses[SIZES] = { 0 };
    size_t count = test_is_long() ? SIZES : SIZES - 1;
    if (argc == 3)
        return work(argv[1], argv[2]);
    for (size_t i = 0; i < count; i++) {
        houses[i].customers = i == 0 ? 10000 : houses[i - 1].customers * 10;
        measure(argv[0], &houses[i]);
    }
    scale_table(stdout, houses, count);
    for (size_t k = 0; k < SCALE_FIGURES; k++)
        if (scale_figures[k].limit > 0)
            bench_ratio(scale_figures[k].name, houses[count - 1].values[k],
                        houses[0].values[k], scale_figures[k].limit,
                        scale_figures[k].unit);
    bench_figure("start with a million customers, 1 GB", houses[2].values[SCALE_START],
                 START, "ms");
    keep("scale.txt", scale_table, houses, count);
    keep("scale.svg", scale_chart, houses, count);
    return bench_end();
}
