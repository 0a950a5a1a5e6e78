/* text.c - growing text. */
#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/list.h"

#define USUAL_PIECE 128

static void
make_room(struct text *text, size_t more)
{
    size_t need = text->size + more + 1;
    if (need <= text->room)
        return;
    text->room = text->room * 2 > need ? text->room * 2 : need + 32;
    text->data = memory_grow(text->data, text->room);
}

void
text_add_sized(struct text *text, const char *piece, size_t size)
{
    make_room(text, size);
    if (size > 0)
        memcpy(text->data + text->size, piece, size);
    text->size += size;
    text->data[text->size] = '\0';
}

void
text_add(struct text *text, const char *piece)
{
    text_add_sized(text, piece, strlen(piece));
}

void
text_add_char(struct text *text, char letter)
{
    text_add_sized(text, &letter, 1);
}

void
text_printf(struct text *text, const char *format, ...)
{
    char piece[USUAL_PIECE];
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int length = vsnprintf(piece, sizeof(piece), format, arguments);
    size_t size = length > 0 ? (size_t)length : 0;
    make_room(text, size);
    if (size < sizeof(piece))
        memcpy(text->data + text->size, piece, size + 1);
    else
        vsnprintf(text->data + text->size, size + 1, format, again);
    text->size += size;
    va_end(again);
    va_end(arguments);
}

void
text_clear(struct text *text)
{
    free(text->data);
    *text = (struct text){ 0 };
}

char *
text_take(struct text *text)
{
    char *data = text->data != NULL ? text->data : memory_get(1);
    *text = (struct text){ 0 };
    return data;
}
