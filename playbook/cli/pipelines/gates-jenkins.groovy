// Jenkinsfile of a product's repository: the launch gate is asked before anything ships.
// Only GO and GO WITH CONDITIONS let pass; the criteria stand in the build's tests.
pipeline {
  agent any
  environment {
    PLAYBOOK_SERVER = 'https://playbook.example.org'
    PLAYBOOK_TOKEN = credentials('playbook-token')   // a token that may read
    PRODUCT = 'support-copilot'
    GATE = 'limited-release'
  }
  stages {
    stage('Launch gate') {
      steps {
        sh '''
          { echo "commit: $GIT_COMMIT"; cat candidate.yaml; } > would-ship.yaml
          code=0
          playbook gates --product "$PRODUCT" --gate "$GATE" --candidate would-ship.yaml --wait 10m || code=$?
          playbook gates --product "$PRODUCT" --gate "$GATE" --candidate would-ship.yaml --junit > launch-gate.xml || true
          exit "$code"
        '''
      }
      post {
        always { junit testResults: 'launch-gate.xml', allowEmptyResults: true }
      }
    }
  }
}
