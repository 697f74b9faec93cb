// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/markup/Color.h"

#include <gtest/gtest.h>

#include <random>

namespace tern::markup {
namespace {

const Ground kDark{{0x1d, 0x20, 0x24, 1}, {0xe7, 0xe9, 0xec, 1}};

TEST(ColorTest, Words)
{
    EXPECT_EQ(colorFromWord("#f00"), (Color{255, 0, 0, 1}));
    EXPECT_EQ(colorFromWord("#0000FF80")->blue, 255);
    EXPECT_NEAR(colorFromWord("#0000FF80")->alpha, 0.5, 0.01);
    EXPECT_EQ(colorFromWord("RebeccaPurple"), (Color{0x66, 0x33, 0x99, 1}));
    for (const char *none : {"", "#", "#12345", "#ggg", "currentcolor", "inherit", "transparent", "notacolor"})
        EXPECT_EQ(colorFromWord(none), std::nullopt) << none;
    EXPECT_EQ(colorFromAttribute(" ffffff "), (Color{255, 255, 255, 1}));
    EXPECT_EQ(colorFromAttribute("ffffffff"), std::nullopt);
}

TEST(ColorTest, ContrastOfWcag)
{
    EXPECT_NEAR(contrast({0, 0, 0, 1}, {255, 255, 255, 1}), 21, 0.01);
    EXPECT_NEAR(contrast({0x77, 0x77, 0x77, 1}, {255, 255, 255, 1}), 4.48, 0.01);
}

TEST(ColorTest, WhiteBecomesThePaneAndBlackIsLight)
{
    EXPECT_EQ(groundInDark({255, 255, 255, 1}, kDark), kDark.pane);
    EXPECT_GT(contrast(textInDark({0, 0, 0, 1}), kDark.pane), 12);
    const Color brand{0x1a, 0x73, 0xe8, 1};
    const Color carried = groundInDark(brand, kDark);
    EXPECT_GT(carried.blue, carried.green);
    EXPECT_GT(carried.green, carried.red);
}

TEST(ColorTest, WhatIsDarkAlreadyStays)
{
    EXPECT_EQ(groundInDark({0x20, 0x20, 0x40, 1}, kDark), (Color{0x20, 0x20, 0x40, 1}));
    EXPECT_EQ(textInDark({255, 255, 255, 1}), (Color{255, 255, 255, 1}));
}

/// What could be read on its ground can be read when both are carried over; so can text whose ground nobody set (it was white).
TEST(ColorTest, ReadableStaysReadable)
{
    std::mt19937 random(20261127);
    std::uniform_int_distribution<int> byte(0, 255);
    const auto color = [&] { return Color{static_cast<std::uint8_t>(byte(random)), static_cast<std::uint8_t>(byte(random)), static_cast<std::uint8_t>(byte(random)), 1}; };
    int pairs = 0;
    for (int i = 0; i < 200'000; ++i) {
        const Color text = color();
        const Color ground = i % 4 == 0 ? Color{255, 255, 255, 1} : color();
        if (contrast(text, ground) < 4.5)
            continue;
        ++pairs;
        // Rounding to eight bits costs a little.
        ASSERT_GE(contrast(textInDark(text), groundInDark(ground, kDark)), 4.45)
            << colorToCss(text) << " on " << colorToCss(ground) << " -> " << colorToCss(textInDark(text)) << " on " << colorToCss(groundInDark(ground, kDark));
    }
    EXPECT_GT(pairs, 20'000);
}

} // namespace
} // namespace tern::markup
