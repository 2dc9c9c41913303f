#include "chip.h"

#include <string.h>

/* Times by the internal oscillator at 512 kHz, in nanoseconds. */
#define T_CLK 1953.125
#define T_MOD (4 * T_CLK)

enum { ID = 0x00, CONFIG1 = 0x01, CONFIG2 = 0x02, LOFF_SENS = 0x07, LOFF_STAT = 0x08, RESP1 = 0x09, RESP2 = 0x0A,
       GPIO = 0x0B, REGISTERS = 0x0C };

enum state { IDLE, READ_COUNT, READ_DATA, WRITE_COUNT, WRITE_DATA, FRAME, WEDGED };

static uint8_t registers[REGISTERS];
static const uint8_t power_on_values[REGISTERS] = {
    0x53, 0x02, 0x80, 0x10, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0x0C };
static enum state state;
static uint8_t waiting_command;
static int address, remaining;
static int continuous, converting, leads_off, reset_low, start_pin;
static int64_t last_end_ns, deaf_until_ns, first_edge_ns, edges;
static int64_t samples;
static uint8_t output[9];
static uint8_t held[9];
static int position;

static double period_ns(void)
{
    return (1024 >> (registers[CONFIG1] & 7)) * T_MOD;
}

static void restart_filter(int64_t now_ns)
{
    int oversampling = 1024 >> (registers[CONFIG1] & 7);
    first_edge_ns = now_ns + (int64_t)((4 * oversampling + 4) * T_MOD);
    edges = 0;
}

static void reset(int64_t now_ns, double deaf_ns)
{
    memcpy(registers, power_on_values, sizeof registers);
    state = IDLE;
    waiting_command = 0;
    continuous = 1;
    converting = start_pin;
    restart_filter(now_ns);
    memset(output, 0, sizeof output);
    output[0] = 0xC0;
    deaf_until_ns = now_ns + (int64_t)deaf_ns;
}

void chip_power_on(int64_t now_ns)
{
    last_end_ns = -1000000000;
    reset(now_ns, 4096 * T_MOD);
}

void chip_select(int64_t now_ns)
{
    (void)now_ns;
    state = IDLE;
    position = 0;
}

static void perform(int64_t now_ns)
{
    uint8_t command = waiting_command;
    waiting_command = 0;
    switch (command) {
    case 0x06: reset(now_ns, 9 * T_MOD); break;
    case 0x08: if (!converting) { converting = 1; restart_filter(now_ns); } break;
    case 0x0A: converting = start_pin; break;
    case 0x10: continuous = 1; break;
    case 0x11: continuous = 0; break;
    default: break;
    }
}

static void write_register(uint8_t value, int64_t now_ns)
{
    static const uint8_t keep[REGISTERS] = {
        0x00, 0x87, 0xFB, 0xFD, 0xFF, 0xFF, 0xFF, 0x3F, 0x40, 0xFF, 0x87, 0x0F };
    if (address > 0 && address < REGISTERS) {
        registers[address] = value & keep[address];
        if (address == CONFIG1 || address == RESP1 || address == RESP2)
            restart_filter(now_ns);
    }
}

static uint8_t read_register(void)
{
    if (address == LOFF_STAT)
        return registers[LOFF_STAT] | ((registers[CONFIG2] & 0x40) ? (leads_off & registers[LOFF_SENS] & 0x0F) : 0);
    return address < REGISTERS ? registers[address] : 0;
}

static void next_register(void)
{
    address++;
    if (--remaining == 0)
        state = IDLE;
}

static void decode_opcode(uint8_t sent)
{
    uint8_t group = sent & 0xE0;
    if (group == 0x20 || group == 0x40) {
        address = sent & 0x1F;
        state = continuous ? WEDGED : group == 0x20 ? READ_COUNT : WRITE_COUNT;
    } else if (sent == 0x12 && !continuous) {
        memcpy(held, output, sizeof held);
        position = 0;
        state = FRAME;
    } else {
        waiting_command = sent;
    }
}

uint8_t chip_exchange(uint8_t sent, int64_t start_ns, int64_t end_ns)
{
    uint8_t reply = 0;
    if (reset_low || start_ns < deaf_until_ns)
        return 0;
    if (state == FRAME) {
        reply = held[position];
        position = (position + 1) % 9;
        return reply;
    }
    if (state == READ_DATA)
        reply = read_register();
    else if (state == IDLE && continuous) {
        reply = output[position];
        position = (position + 1) % 9;
    }
    if (state == WEDGED || (state == IDLE && sent == 0))
        return reply;
    if (end_ns - last_end_ns < 4 * T_CLK) {
        state = WEDGED;
        last_end_ns = end_ns;
        return reply;
    }
    perform(last_end_ns);
    last_end_ns = end_ns;
    switch (state) {
    case IDLE: decode_opcode(sent); break;
    case READ_COUNT: remaining = (sent & 0x1F) + 1; state = READ_DATA; break;
    case WRITE_COUNT: remaining = (sent & 0x1F) + 1; state = WRITE_DATA; break;
    case READ_DATA: next_register(); break;
    case WRITE_DATA: write_register(sent, end_ns); next_register(); break;
    default: break;
    }
    return reply;
}

void chip_deselect(int64_t now_ns)
{
    if (now_ns - last_end_ns >= 3 * T_CLK)
        perform(last_end_ns);
    waiting_command = 0;
}

void chip_reset_pin(int high, int64_t now_ns)
{
    if (high && reset_low)
        reset(now_ns, 4096 * T_MOD);
    reset_low = !high;
    if (reset_low)
        converting = 0;
}

void chip_start_pin(int high, int64_t now_ns)
{
    start_pin = high;
    if (high && !converting)
        restart_filter(now_ns);
    converting = high;
}

int64_t chip_next_edge_ns(void)
{
    return converting && !reset_low ? first_edge_ns + (int64_t)(edges * period_ns()) : -1;
}

static void put_code(uint8_t *bytes, int64_t code)
{
    bytes[0] = (uint8_t)(code >> 16);
    bytes[1] = (uint8_t)(code >> 8);
    bytes[2] = (uint8_t)code;
}

/* Channel 1 counts conversions, channel 2 counts them downwards: each frame tells which one it is. */
void chip_edge(void)
{
    int leads = (registers[CONFIG2] & 0x40) ? leads_off & registers[LOFF_SENS] & 0x0F : 0;
    output[0] = (uint8_t)(0xC0 | (leads >> 1));
    output[1] = (uint8_t)((leads & 1) << 7);
    output[2] = 0;
    put_code(output + 3, samples);
    put_code(output + 6, -samples);
    samples++;
    edges++;
}

void chip_set_leads_off(int leads)
{
    leads_off = leads;
}
