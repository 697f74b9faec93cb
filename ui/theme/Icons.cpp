// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/Icons.h"

#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QPointer>

#include <algorithm>
#include <array>

namespace tern::ui {

namespace {

const QString kFallback = QStringLiteral("breeze");

/// Whether the system's theme draws the whole set with symbolic shapes: half of one and half of another would look odd.
bool systemThemeIsComplete()
{
    static const std::array names{"mail-reply-sender", "mail-mark-junk", "mail-attachment", "folder", "edit-delete", "edit-find"};
    return QIcon::themeName() != kFallback && std::all_of(names.begin(), names.end(), [](const char *name) {
        return QIcon::hasThemeIcon(QString::fromLatin1(name) + QStringLiteral("-symbolic"));
    });
}

QIcon shape(const QString &name)
{
    static const bool symbolic = systemThemeIsComplete();
    if (name.startsWith(u':'))
        return QIcon(name);
    const QString symbolicName = name + QStringLiteral("-symbolic");
    if (symbolic && QIcon::hasThemeIcon(symbolicName))
        return QIcon::fromTheme(symbolicName);
    return QIcon::fromTheme(name);
}

class TintedIconEngine final : public QIconEngine {
public:
    TintedIconEngine(const Theme *theme, QString name, Theme::Ink ink) : m_theme(theme), m_name(std::move(name)), m_ink(ink) {}

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override
    {
        const qreal ratio = painter->device() ? painter->device()->devicePixelRatioF() : 1.0;
        painter->drawPixmap(rect, scaledPixmap(rect.size() * ratio, mode, state, ratio));
    }
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override { return scaledPixmap(size, mode, state, 1.0); }
    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State, qreal scale) override
    {
        if (!m_theme)
            return {};
        const QColor colour = mode == QIcon::Disabled ? m_theme->tokens().muted : m_theme->colour(m_ink);
        const int logical = qRound(std::min(size.width(), size.height()) / scale);
        return tintedPixmap(m_name, logical, colour, scale);
    }
    QIconEngine *clone() const override { return new TintedIconEngine(m_theme, m_name, m_ink); }
    QString key() const override { return QStringLiteral("tern-tinted"); }
    bool isNull() override { return m_name.isEmpty(); }

private:
    QPointer<const Theme> m_theme;
    QString m_name;
    Theme::Ink m_ink;
};

} // namespace

void setUpIconThemes()
{
    QStringList paths = QIcon::themeSearchPaths();
    const QString system = QStringLiteral("/usr/share/icons");
    if (!paths.contains(system))
        QIcon::setThemeSearchPaths(paths << system);
    if (QIcon::themeName().isEmpty() || QIcon::themeName() == QStringLiteral("hicolor"))
        QIcon::setThemeName(kFallback);
    QIcon::setFallbackThemeName(kFallback);
}

QIcon tintedIcon(const Theme &theme, const QString &name, Theme::Ink ink)
{
    return QIcon(new TintedIconEngine(&theme, name, ink));
}

QPixmap tintedPixmap(const QString &name, int size, const QColor &colour, qreal devicePixelRatio)
{
    const QString key = QStringLiteral("tern/%1/%2/%3/%4").arg(name).arg(size).arg(colour.rgba()).arg(devicePixelRatio);
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;
    QImage image(QSize(size, size) * devicePixelRatio, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    shape(name).paint(&painter, image.rect());
    painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
    painter.fillRect(image.rect(), colour);
    painter.end();
    pixmap = QPixmap::fromImage(image);
    pixmap.setDevicePixelRatio(devicePixelRatio);
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

} // namespace tern::ui
