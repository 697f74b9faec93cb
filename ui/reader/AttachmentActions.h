// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/EngineTypes.h"
#include "core/files/FileLook.h"
#include "ui/bridge/WindowContext.h"

#include <QObject>
#include <QPointer>

#include <functional>
#include <memory>

class QMimeData;
class QWidget;

namespace tern::ui {

class AttachmentCards;
class QuickLook;

/// What a person does with attachments: look, open, save, drag. One serves the cards of any number of messages.
/// Thread: UI.
class AttachmentActions final : public QObject {
    Q_OBJECT
public:
    /// \param window  dialogs stand before it
    AttachmentActions(const WindowContext &context, QWidget *window);

    /// What is asked for at these cards is done from now on.
    void serve(AttachmentCards &cards);
    /// Without another program; the window is made when it is first needed.
    void look(const engine::OpenedMessagePtr &message, const std::string &part);
    /// At the first attachment.
    void lookAtFirst(const engine::OpenedMessagePtr &message);
    /// In the program that the desktop has for it, as a private read-only copy. What could run, or is not what it says, is asked about first.
    void open(const engine::OpenedMessagePtr &message, const std::string &part);
    /// Asks where.
    void save(const engine::OpenedMessagePtr &message, const std::string &part);
    /// Asks for a folder; names that are taken get a number.
    void saveAll(const engine::OpenedMessagePtr &message);
    /// The whole message, byte for byte. Asks where.
    void saveMessage(const engine::OpenedMessagePtr &message);
    /// Makes a private copy and lets it be dropped somewhere, if the button is still held then.
    void drag(const engine::OpenedMessagePtr &message, const std::string &part, QWidget *source);
    /// For tests: in place of a drag.
    void setDragger(std::function<void(QWidget *source, std::unique_ptr<QMimeData> data)> dragger) { m_dragger = std::move(dragger); }

Q_SIGNALS:
    void failed(const tern::Error &error);
    void said(const QString &sentence);

private:
    void lookInto(AttachmentCards &cards);
    void openNow(const engine::OpenedMessagePtr &message, const std::string &part);
    void ask(const engine::OpenedMessagePtr &message, const std::string &part, const files::FileLook &look);
    [[nodiscard]] QWidget *front() const;

    WindowContext m_context;
    QWidget *m_window;
    QPointer<QuickLook> m_look;
    std::function<void(QWidget *, std::unique_ptr<QMimeData>)> m_dragger;
};

/// Asks for the name of a file to write, offering `name` in the folder for downloads where it is free. `then` gets it and what to do if it is there already,
/// which the dialog has asked about. Thread: UI.
void askForFile(QWidget *window, const QString &title, const QString &name, std::function<void(const QString &file, bool replace)> then);

} // namespace tern::ui
