// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Tokens.h"

#include <QFont>
#include <QIcon>
#include <QObject>
#include <QPixmap>

#include <memory>

namespace tern::ui {

class SystemScheme;

/// Sizes in logical pixels, on a grid of 4.
namespace metrics {
constexpr int kGrid = 4;
constexpr int kSidebarWidth = 232;
constexpr int kListWidth = 392;
constexpr int kReaderCoversBelow = 900;   ///< window narrower: the reader covers the list
constexpr int kOnePaneBelow = 640;        ///< narrower still: one pane at a time
constexpr int kRadius = 6;
constexpr int kCardRadius = 8;
constexpr int kIcon = 16;
constexpr int kIconLarge = 20;
constexpr int kAvatar = 36;
constexpr int kStatusBar = 26;
constexpr int kToolRow = 46;
constexpr int kMotionMs = 120;            ///< longest animation
constexpr double kReaderLineHeight = 1.6;
}

/// Look of the program: colours, type, icons. One is made by the application and handed to every window.
/// Sets the application's palette, style, style sheet and font, now and whenever light turns dark.
/// Thread: UI.
class Theme final : public QObject {
    Q_OBJECT
public:
    enum class Mode { System, Light, Dark };
    enum class Type {
        Body,      ///< 13
        Strong,    ///< 13 semibold: unread, a button's name
        Reader,    ///< 14
        Subject,   ///< 19 semibold
        Title,     ///< 22 semibold: head of a dialog
        Small,     ///< 12
        SmallStrong,
        Caption,   ///< 11
        Mono       ///< 12, console
    };
    /// The token an icon is tinted with; follows a change of the theme by itself.
    enum class Ink { Text, Muted, Accent, OnAccent, Warning, Good, Bad };

    explicit Theme(QObject *parent = nullptr);
    ~Theme() override;

    void setMode(Mode mode);
    [[nodiscard]] Mode mode() const { return m_mode; }
    [[nodiscard]] bool isDark() const { return m_dark; }
    [[nodiscard]] const Tokens &tokens() const { return m_dark ? darkTokens() : lightTokens(); }
    [[nodiscard]] QColor colour(Ink ink) const;

    [[nodiscard]] QFont font(Type type) const;
    /// False when the system asks for no motion.
    [[nodiscard]] bool motion() const;

    /// A freedesktop icon name ("mail-reply-sender") tinted; from the system's symbolic set if it is complete, else Breeze.
    [[nodiscard]] QIcon icon(const QString &name, Ink ink = Ink::Text) const;
    /// The same as a picture, for delegates. `size` in logical pixels.
    [[nodiscard]] QPixmap pixmap(const QString &name, int size, const QColor &colour, qreal devicePixelRatio) const;

Q_SIGNALS:
    /// Colours changed; widgets that paint themselves update.
    void changed();

private:
    void apply();
    void follow();

    Mode m_mode = Mode::System;
    bool m_dark = false;
    bool m_applied = false;
    QStringList m_families;
    std::unique_ptr<SystemScheme> m_system;
};

} // namespace tern::ui
