/* start_bench.c - opening a store of 1,000,000 customers with all plugins, and what it then
 * keeps in memory. The program starts itself anew for each measurement. */
#include <inttypes.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support/bench.h"
#include "support/bench_house.h"

#define ROUNDS 5

static double
resident_mib(void)
{
    char line[256];
    double kib = 0;
    FILE *file = fopen("/proc/self/status", "r");
    while (file != NULL && fgets(line, sizeof(line), file) != NULL)
        if (strncmp(line, "VmRSS:", 6) == 0)
            kib = strtod(line + 6, NULL);
    if (file != NULL)
        fclose(file);
    return kib / 1024;
}

static int
start_once(const char *dir)
{
    struct dms_house *house = NULL;
    bench_error = dms_error_create();
    int64_t before = bench_wall();
    BENCH_CHECK(dms_house_open(dir, NULL, &house, bench_error));
    double ms = (double)(bench_wall() - before) / 1e6;
    struct dms_json *notices = dms_house_notices(house, "en");
    if (dms_json_count(notices) > 0) {
        char *text = dms_json_print(notices);
        fprintf(stderr, "%s\n", text);
        free(text);
    }
    printf("%f %f\n", ms, resident_mib());
    dms_json_destroy(notices);
    dms_house_close(house);
    return 0;
}

static void
measure(const char *self, const char *dir, double *ms, double *mib)
{
    char command[600];
    snprintf(command, sizeof(command), "'%s' '%s'", self, dir);
    FILE *child = popen(command, "r");
    if (child == NULL || fscanf(child, "%lf %lf", ms, mib) != 2 || pclose(child) != 0)
        bench_need(DMS_BUG, "the child did not start", __FILE__, __LINE__);
}

static void
fill(const char *dir)
{
    char path[300], *message = NULL;
    sqlite3 *db;
    snprintf(path, sizeof(path), "%s/dms.db", dir);
    if (sqlite3_open(path, &db) != SQLITE_OK ||
        sqlite3_exec(db,
                     "PRAGMA synchronous=OFF;"
                     "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE"
                     " i<1000000) INSERT INTO crm_customer(id,rev,store,state,process,owner,"
                     "created_at,created_by,updated_at,updated_by,kind,name,phone,purchases,grade)"
                     " SELECT i,1,1,'',0,0,1760000000000+i,0,1760000000000+i,0,'person',"
                     "'王小明'||i,'138'||printf('%08d',i),0,'potential' FROM n;"
                     "PRAGMA wal_checkpoint(TRUNCATE);",
                     NULL, NULL, &message) != SQLITE_OK)
        bench_need(DMS_STORAGE, message, __FILE__, __LINE__);
    sqlite3_close(db);
}

int
main(int argc, char **argv)
{
    if (argc == 2)
        return start_once(argv[1]);
    const char *base = getenv("TMPDIR");
    char dir[256];
    double ms[ROUNDS], mib[ROUNDS], first;
    snprintf(dir, sizeof(dir), "%s/dms-start-XXXXXX", base != NULL ? base : "/tmp");
    if (mkdtemp(dir) == NULL)
        return 1;
    rmdir(dir);
    bench_error = dms_error_create();
    BENCH_CHECK(dms_house_create(dir, bench_error));
    measure(argv[0], dir, &first, &first);
    fill(dir);
    for (int round = 0; round < ROUNDS; round++)
        measure(argv[0], dir, &ms[round], &mib[round]);
    bench_figure("start on 1,000,000 customers", bench_median(ms, ROUNDS), 200, "ms");
    bench_figure("resident memory then", bench_median(mib, ROUNDS), 40, "MiB");
    char command[300];
    snprintf(command, sizeof(command), "rm -rf '%s'", dir);
    return system(command) == 0 ? bench_end() : 1;
}
