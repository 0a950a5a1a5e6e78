/* customers_bare.h - the yardstick of customers_bench: prepared statements on the same tables. */
#ifndef TESTS_BENCH_CUSTOMERS_BARE_H
#define TESTS_BENCH_CUSTOMERS_BARE_H

#include <sqlite3.h>
#include <stdint.h>

/* The N-th customer, the same for both. */
struct bench_customer {
    char name[64], phone[16];
};
void bench_customer_make(struct bench_customer *customer, int64_t n);

struct customers_bare {
    sqlite3 *db;
    sqlite3_stmt *insert, *search, *words, *audit, *outbox, *begin, *commit;
};
void customers_bare_open(struct customers_bare *bare, const char *house_dir);
void customers_bare_begin(struct customers_bare *bare);
void customers_bare_create(struct customers_bare *bare, int64_t n);
void customers_bare_commit(struct customers_bare *bare);
void customers_bare_close(struct customers_bare *bare);

#endif
