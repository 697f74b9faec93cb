// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/WindowContext.h"

#include <QWidget>

namespace tern::ui {

class ActionRowList;

/// Whose images on other machines are always loaded, each with a way to take that back.
/// Thread: UI.
class PictureSenders final : public QWidget {
    Q_OBJECT
public:
    explicit PictureSenders(const WindowContext &context, QWidget *parent = nullptr);

private:
    void fill();
    void withdraw(qint64 key);

    WindowContext m_context;
    ActionRowList *m_list;
    QStringList m_senders;
    QStringList m_domains;
};

} // namespace tern::ui
