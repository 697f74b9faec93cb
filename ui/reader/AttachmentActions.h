// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/EngineTypes.h"
#include "ui/bridge/WindowContext.h"

#include <QObject>

class QWidget;

namespace tern::ui {

class AttachmentCards;

/// What a person does with attachments: open, save, save all. One serves the cards of any number of messages.
/// Thread: UI.
class AttachmentActions final : public QObject {
    Q_OBJECT
public:
    /// \param window  dialogs stand before it
    AttachmentActions(const WindowContext &context, QWidget *window);

    /// What is asked for at these cards is done from now on.
    void serve(AttachmentCards &cards);
    /// In the program that the desktop has for it, as a private read-only copy.
    void open(const engine::OpenedMessagePtr &message, const std::string &part);
    /// Asks where.
    void save(const engine::OpenedMessagePtr &message, const std::string &part);
    /// Asks for a folder; names that are taken get a number.
    void saveAll(const engine::OpenedMessagePtr &message);

Q_SIGNALS:
    void failed(const tern::Error &error);
    void said(const QString &sentence);

private:
    void saveTo(const engine::OpenedMessagePtr &message, const std::string &part, const QString &file);

    WindowContext m_context;
    QWidget *m_window;
};

} // namespace tern::ui
