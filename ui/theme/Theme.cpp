// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/Theme.h"

#include "ui/theme/EvenWeight.h"
#include "ui/theme/Icons.h"
#include "ui/theme/StyleSheet.h"
#include "ui/theme/SystemScheme.h"
#include "ui/theme/TernStyle.h"

#include <QApplication>
#include <QFontDatabase>
#include <QFontInfo>
#include <QToolTip>

namespace tern::ui {

namespace {

/// The system's family first, then one that has Chinese, so that a mixed line keeps one weight.
QStringList familiesFor(const QFont &system)
{
    evenWeightOfCffFonts();
    // By the name of the font that is really used: an alias ("Sans Serif") would lose against the next in the list.
    QStringList families{QFontInfo(system).family()};
    const QStringList known = QFontDatabase::families();
    for (const char *name : {"Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Micro Hei"}) {
        const QString family = QString::fromLatin1(name);
        if (known.contains(family)) {
            families << family;
            break;
        }
    }
    return families;
}

} // namespace

Theme::Theme(QObject *parent) : QObject(parent), m_families(familiesFor(QApplication::font())), m_system(std::make_unique<SystemScheme>())
{
    setUpIconThemes();
    QApplication::setStyle(new TernStyle(*this)); // owned by the application
    connect(m_system.get(), &SystemScheme::changed, this, &Theme::follow);
    follow();
}

Theme::~Theme() = default;

void Theme::setMode(Mode mode)
{
    m_mode = mode;
    follow();
}

void Theme::follow()
{
    const bool dark = m_mode == Mode::Dark || (m_mode == Mode::System && m_system->isDark());
    if (m_applied && dark == m_dark)
        return;
    m_dark = dark;
    apply();
}

void Theme::apply()
{
    const bool first = !m_applied;
    m_applied = true;
    QApplication::setFont(font(Type::Body));
    QApplication::setPalette(paletteFor(tokens()));
    qApp->setStyleSheet(styleSheetFor(tokens()));
    QToolTip::setFont(font(Type::Small));
    QToolTip::setPalette(paletteFor(tokens()));
    if (!first)
        Q_EMIT changed();
}

QColor Theme::colour(Ink ink) const
{
    const Tokens &t = tokens();
    switch (ink) {
    case Ink::Text: return t.text;
    case Ink::Muted: return t.muted;
    case Ink::Accent: return t.accent;
    case Ink::OnAccent: return t.onAccent;
    case Ink::Warning: return t.warning;
    case Ink::Good: return t.good;
    case Ink::Bad: return t.bad;
    }
    return t.text;
}

QFont Theme::font(Type type) const
{
    QFont font = type == Type::Mono ? QFontDatabase::systemFont(QFontDatabase::FixedFont) : QFont();
    // The real name here too: the alias "monospace" would lose against the next in the list.
    const QString mono = QFontInfo(font).family();
    font.setFamilies(type == Type::Mono ? QStringList{mono} + m_families.mid(1) : m_families);
    font.setWeight(QFont::Normal);
    const auto set = [&font](int pixels, QFont::Weight weight = QFont::Normal) {
        font.setPixelSize(pixels);
        font.setWeight(weight);
    };
    switch (type) {
    case Type::Body: set(13); break;
    case Type::Strong: set(13, QFont::DemiBold); break;
    case Type::Reader: set(14); break;
    case Type::Subject: set(19, QFont::DemiBold); break;
    case Type::Title: set(22, QFont::DemiBold); break;
    case Type::Small: set(12); break;
    case Type::SmallStrong: set(12, QFont::DemiBold); break;
    case Type::Caption: set(11); break;
    case Type::Mono: set(12); break;
    }
    return font;
}

bool Theme::motion() const
{
    return !m_system->reducedMotion();
}

QIcon Theme::icon(const QString &name, Ink ink) const
{
    return tintedIcon(*this, name, ink);
}

QPixmap Theme::pixmap(const QString &name, int size, const QColor &colour, qreal devicePixelRatio) const
{
    return tintedPixmap(name, size, colour, devicePixelRatio);
}

} // namespace tern::ui
