/* A small ADS1292 behind the fake kernel: bytes in, bytes out, at given nanoseconds. Written from the datasheet (SBAS502B)
 * and not from the driver or its simulator, so that the three can disagree. */
#ifndef EDGEECG_TEST_CHIP_H
#define EDGEECG_TEST_CHIP_H

#include <stdint.h>

void chip_power_on(int64_t now_ns);
void chip_select(int64_t now_ns);
uint8_t chip_exchange(uint8_t sent, int64_t start_ns, int64_t end_ns);
void chip_deselect(int64_t now_ns);
void chip_reset_pin(int high, int64_t now_ns);
void chip_start_pin(int high, int64_t now_ns);

/* End of the next conversion that has not been signalled yet, or -1 while the chip does not convert. */
int64_t chip_next_edge_ns(void);
/* The edge has been signalled: the frame of that conversion is in the output register. */
void chip_edge(void);
/* Electrodes without contact: bit 0 IN1P, 1 IN1N, 2 IN2P, 3 IN2N. */
void chip_set_leads_off(int leads);

#endif
