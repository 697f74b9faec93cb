// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/Tokens.h"

#include <array>
#include <cmath>

namespace tern::ui {

namespace {

QColor hex(unsigned rgb)
{
    return QColor::fromRgb(rgb);
}

Tokens withConsole(Tokens tokens)
{
    tokens.consoleGround = hex(0x101418);
    tokens.consoleText = hex(0xc9d1d9);
    tokens.consoleClient = hex(0x79c0ff);
    tokens.consoleServer = hex(0x7ee787);
    tokens.consoleNote = hex(0x8b949e);
    return tokens;
}

double linear(double channel)
{
    return channel <= 0.03928 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor &colour)
{
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF());
}

} // namespace

const Tokens &lightTokens()
{
    static const Tokens tokens = withConsole({
        .background = hex(0xf7f7f8),
        .pane = hex(0xffffff),
        .sidebar = hex(0xf1f2f4),
        .line = hex(0xe3e5e8),
        .text = hex(0x1d2126),
        .muted = hex(0x5a6370),
        .accent = hex(0x0b7285),
        .accentSoft = hex(0xe0f1f4),
        .onAccent = hex(0xffffff),
        .selection = hex(0xdcecf0),
        .hover = hex(0xe9ebee),
        .warning = hex(0x9a4a05),
        .warningGround = hex(0xfdf3e1),
        .good = hex(0x237032),
        .goodGround = hex(0xe6f4ea),
        .bad = hex(0xc92a2a),
        .badGround = hex(0xfdeeee),
    });
    return tokens;
}

const Tokens &darkTokens()
{
    static const Tokens tokens = withConsole({
        .background = hex(0x17191c),
        .pane = hex(0x1d2024),
        .sidebar = hex(0x191b1f),
        .line = hex(0x2c3036),
        .text = hex(0xe7e9ec),
        .muted = hex(0xa2a9b4),
        .accent = hex(0x3bc9db),
        .accentSoft = hex(0x12343a),
        .onAccent = hex(0x1d2024),
        .selection = hex(0x1d3b42),
        .hover = hex(0x272b30),
        .warning = hex(0xf0b75a),
        .warningGround = hex(0x33270f),
        .good = hex(0x69db7c),
        .goodGround = hex(0x17301d),
        .bad = hex(0xff8787),
        .badGround = hex(0x3a1f22),
    });
    return tokens;
}

QColor avatarGround(const QString &address)
{
    static const std::array grounds{hex(0x7048e8), hex(0x0b7285), hex(0xa61e4d), hex(0x1864ab),
                                    hex(0x5c6b00), hex(0x9c36b5), hex(0x2b6e3f), hex(0xa84300)};
    // Not qHash: its seed changes from run to run.
    quint32 hash = 2166136261u;
    for (const QChar c : address.toLower())
        hash = (hash ^ c.unicode()) * 16777619u;
    return grounds[hash % grounds.size()];
}

QColor avatarText()
{
    return hex(0xffffff);
}

QColor quoteBar(const Tokens &tokens, int level)
{
    const std::array bars{tokens.line.darker(115), tokens.accent, tokens.good, tokens.warning};
    return bars[static_cast<std::size_t>(level < 1 ? 0 : (level - 1)) % bars.size()];
}

double contrastRatio(const QColor &first, const QColor &second)
{
    const double a = luminance(first);
    const double b = luminance(second);
    return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

} // namespace tern::ui
