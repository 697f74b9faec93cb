// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/WindowContext.h"

#include <QWidget>

class QComboBox;
class QFormLayout;
class QVBoxLayout;

namespace tern::ui {

/// A page of settings, each bound to a key: read when made, written as soon as it is changed. Thread: UI.
class SettingPage final : public QWidget {
    Q_OBJECT

public:
    SettingPage(const WindowContext &context, const QString &title, QWidget *parent = nullptr);

    struct Choice {
        QString value, text;
    };
    /// The first choice is the default.
    QComboBox *addChoice(const QString &key, const QString &label, const std::vector<Choice> &choices, const QString &help = {});
    /// A switch whose values are 1 and 0.
    void addSwitch(const QString &key, const QString &label, bool standard, const QString &help = {});
    /// A part of its own making.
    void addPart(QWidget *part, const QString &help = {});

private:
    [[nodiscard]] QString value(const QString &key) const;
    void write(const QString &key, const QString &value);
    void addHelp(const QString &help);

    WindowContext m_context;
    QVBoxLayout *m_column = nullptr;
};

[[nodiscard]] QWidget *makeReadingPage(const WindowContext &context, QWidget *parent);
[[nodiscard]] QWidget *makeWritingPage(const WindowContext &context, QWidget *parent);
[[nodiscard]] QWidget *makeAppearancePage(const WindowContext &context, QWidget *parent);
[[nodiscard]] QWidget *makeNetworkPage(const WindowContext &context, QWidget *parent);
[[nodiscard]] QWidget *makeNotificationsPage(const WindowContext &context, QWidget *parent);

} // namespace tern::ui
