// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusVariant>
#include <QObject>

namespace tern::ui {

/// What the desktop says about light and dark: org.freedesktop.portal.Settings over the session bus [XDG Desktop Portal,
/// color-scheme: 0 no preference, 1 dark, 2 light]. Asked without waiting; light until the answer comes.
/// Thread: UI.
class SystemScheme final : public QObject {
    Q_OBJECT
public:
    explicit SystemScheme(QObject *parent = nullptr);
    [[nodiscard]] bool isDark() const { return m_dark; }
    [[nodiscard]] bool reducedMotion() const { return m_reducedMotion; }

Q_SIGNALS:
    void changed();

private Q_SLOTS:
    void settingChanged(const QString &space, const QString &key, const QDBusVariant &value);

private:
    void ask(const QString &space, const QString &key);
    void take(const QString &space, const QString &key, QVariant value);

    bool m_dark = false;
    bool m_reducedMotion = false;
};

} // namespace tern::ui
