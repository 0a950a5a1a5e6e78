/* scratch_test.c  proves  core/base/scratch.c, list.c and map.c */
#include "proof.h"

#include "base/list.h"
#include "base/map.h"
#include "base/scratch.h"

static bool
all_zero(const unsigned char *bytes, size_t size)
{
    size_t i = 0;
    while (i < size && bytes[i] == 0)
        i++;
    return i == size;
}

static void
pieces_are_zeroed_aligned_and_apart(void **state)
{
    (void)state;
    struct scratch *scratch = scratch_create();
    for (int round = 0; round < 3; round++) {
        for (size_t size = 0; size < 3000; size += 7) {
            unsigned char *piece = scratch_alloc(scratch, size);
            assert_int_equal((uintptr_t)piece % 16, 0);
            assert_true(all_zero(piece, size));
            memset(piece, 0xAA, size);
        }
        scratch_reset(scratch);
    }
    scratch_destroy(scratch);
    scratch_destroy(NULL);
}

static void
a_big_piece_among_small_ones_keeps_all(void **state)
{
    (void)state;
    struct scratch *scratch = scratch_create();
    char *first = scratch_copy(scratch, "first");
    char *big = scratch_alloc(scratch, (size_t)1 << 20);
    memset(big, 'b', (size_t)1 << 20);
    char *last = scratch_printf(scratch, "%s-%0300d", "last", 1);
    assert_string_equal(first, "first");
    assert_int_equal(strlen(last), 305);
    assert_int_equal(big[(1 << 20) - 1], 'b');
    scratch_reset(scratch);
    assert_string_equal(scratch_copy(scratch, "again"), "again");
    scratch_destroy(scratch);
}

static void
copies_take_what_they_are_given(void **state)
{
    (void)state;
    struct scratch *scratch = scratch_create();
    assert_null(scratch_copy(scratch, NULL));
    assert_string_equal(scratch_copy_sized(scratch, "abcdef", 3), "abc");
    assert_string_equal(scratch_copy_sized(scratch, NULL, 0), "");
    assert_string_equal(scratch_printf(scratch, "%s", ""), "");
    scratch_destroy(scratch);
}

static size_t destroyed;

static void
count_destroyed(void *item)
{
    destroyed++;
    free(item);
}

static void
a_list_grows_and_frees_its_items(void **state)
{
    (void)state;
    struct list list = { 0 };
    for (int i = 0; i < 100; i++)
        list_add(&list, memory_copy("item"));
    assert_int_equal(list.count, 100);
    assert_string_equal(list.items[99], "item");
    destroyed = 0;
    list_clear(&list, count_destroyed);
    assert_int_equal(destroyed, 100);
    assert_null(list.items);
    list_clear(&list, NULL);
}

static void
memory_copies_are_whole(void **state)
{
    (void)state;
    assert_null(memory_copy(NULL));
    char *copy = memory_copy_sized(NULL, 0);
    assert_string_equal(copy, "");
    free(copy);
    copy = memory_copy_sized("abc", 2);
    assert_string_equal(copy, "ab");
    free(copy);
    copy = memory_get(0);
    assert_non_null(copy);
    free(copy);
}

static void
a_map_finds_every_key_again(void **state)
{
    (void)state;
    struct map map = { 0 };
    char keys[500][16];
    assert_null(map_at(&map, "nothing"));
    for (int i = 0; i < 500; i++) {
        snprintf(keys[i], sizeof keys[i], "key_%d", i);
        map_set(&map, keys[i], keys[i]);
    }
    map_set(&map, keys[7], &map);
    assert_int_equal(map.count, 500);
    assert_ptr_equal(map_at(&map, "key_7"), &map);
    for (int i = 8; i < 500; i++)
        assert_ptr_equal(map_at(&map, keys[i]), keys[i]);
    assert_null(map_at(&map, "key_500"));
    map_clear(&map);
    assert_null(map_at(&map, "key_7"));
}

/* The key's memory may go as soon as it is out. */
static void
a_key_without_value_is_gone(void **state)
{
    (void)state;
    struct map map = { 0 };
    char *keys[64];
    for (int i = 0; i < 64; i++) {
        char name[16];
        snprintf(name, sizeof name, "k%d", i);
        keys[i] = memory_copy(name);
        map_set(&map, keys[i], keys[i]);
    }
    map_set(&map, "unknown", NULL);
    for (int i = 0; i < 64; i += 2) {
        map_set(&map, keys[i], NULL);
        free(keys[i]);
    }
    assert_int_equal(map.count, 32);
    for (int i = 1; i < 64; i += 2)
        assert_ptr_equal(map_at(&map, keys[i]), keys[i]);
    map_clear(&map);
    for (int i = 1; i < 64; i += 2)
        free(keys[i]);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pieces_are_zeroed_aligned_and_apart),
        cmocka_unit_test(a_big_piece_among_small_ones_keeps_all),
        cmocka_unit_test(copies_take_what_they_are_given),
        cmocka_unit_test(a_list_grows_and_frees_its_items),
        cmocka_unit_test(memory_copies_are_whole),
        cmocka_unit_test(a_map_finds_every_key_again),
        cmocka_unit_test(a_key_without_value_is_gone),
    };
    return PROVE(tests);
}
