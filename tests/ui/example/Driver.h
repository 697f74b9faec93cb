// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/Application.h"

#include <QElapsedTimer>
#include <QString>

#include <functional>
#include <stdexcept>

namespace tern::test {

/// Drives the real window as a person would: keys, clicks, and looking at what is shown. What does not come true is an exception.
class Driver final {
public:
    Driver(app::Application &application, QString pictures) : m_app(application), m_pictures(std::move(pictures)) {}

    /// Writes 第二封 to the receiver with an attachment, sends it, sees it come, opens it, and moves it to Trash.
    void sendReadAndMove(const QString &attachment);
    /// With the servers gone: moves ten, flags ten, writes an answer; all is shown as done.
    void workOffline();
    /// After a kill, with the servers back: everything that waited happens.
    void catchUp();

private:
    void waitFor(const char *what, const std::function<bool()> &comesTrue, int milliseconds = 20'000);
    void trigger(ui::Command command);
    QWidget *composer();
    void write(QWidget *composer, const QString &to, const QString &subject, const QString &text);
    void clickSend(QWidget *composer);
    [[nodiscard]] int rowOfSubject(const QString &subject);
    void selectRows(int first, int last);
    void openFolder(const QString &key);
    [[nodiscard]] QString consoleText();
    [[nodiscard]] int waitingOperations();
    [[nodiscard]] std::vector<store::OutboxRecord> outbox();
    void picture(QWidget *window, const char *name);

    app::Application &m_app;
    QString m_pictures;
};

} // namespace tern::test
